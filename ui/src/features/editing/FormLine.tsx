import { Controller, type Control, type FieldValues, type Path } from "react-hook-form";
import { fieldErrors } from "../../api/problems";
import { Field } from "../../design/Field";

interface FormLineProps<Values extends FieldValues> {
  control: Control<Values>;
  /** What the engine said of the last attempt. */
  error: unknown;
  name: Path<Values>;
  label: string;
  hint?: string;
  type?: "password";
  autoFocus?: boolean;
  stacked?: boolean;
  placeholder?: string;
}

/** One field of a dialog's form, with what the engine says is wrong with it. */
export function FormLine<Values extends FieldValues>({ control, error, name, label, hint, type, ...rest }: FormLineProps<Values>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <Field
          {...rest}
          label={label}
          hint={hint}
          type={type ?? "text"}
          autoComplete={type ? "new-password" : "off"}
          value={field.value}
          onChange={field.onChange}
          errors={fieldErrors(error, `/${name}`)}
        />
      )}
    />
  );
}
