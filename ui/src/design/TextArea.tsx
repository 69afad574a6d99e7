import { FieldError, Label, Text, TextArea as AriaTextArea, TextField as AriaTextField } from "react-aria-components";
import { Changed } from "./Field";
import fieldStyles from "./Field.module.css";
import styles from "./TextArea.module.css";

interface TextAreaProps {
  label: string;
  hint?: string | undefined;
  errors?: string[];
  changed?: boolean;
  rows?: number;
  value: string;
  onChange: (text: string) => void;
  /** Written by and for programs: from left to right, each sign as wide as the other. */
  code?: boolean;
  placeholder?: string;
}

/** A line of a form whose box has several lines. */
export function TextArea({ label, hint, errors, changed, rows = 5, value, onChange, code, placeholder }: TextAreaProps) {
  const invalid = (errors?.length ?? 0) > 0;
  return (
    <AriaTextField value={value} onChange={onChange} isInvalid={invalid} className={fieldStyles.field ?? ""}>
      <Label className={fieldStyles.label}>
        {label}
        {changed && <Changed />}
      </Label>
      <div className={fieldStyles.body}>
        <AriaTextArea className={`${styles.box} ${code ? styles.code : ""}`} dir={code ? "ltr" : "auto"} spellCheck={!code} rows={rows} placeholder={placeholder} />
        {hint && !invalid && (
          <Text slot="description" className={fieldStyles.hint}>
            {hint}
          </Text>
        )}
        {invalid && <FieldError className={fieldStyles.error}>{errors?.join(" ")}</FieldError>}
      </div>
    </AriaTextField>
  );
}
