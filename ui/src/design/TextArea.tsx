import { Line } from "./Field";
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
  return (
    <Line label={label} hint={hint} errors={errors} changed={changed}>
      {(box) => (
        <textarea
          {...box}
          className={`${styles.box} ${code ? styles.code : ""}`}
          dir={code ? "ltr" : "auto"}
          spellCheck={!code}
          rows={rows}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Line>
  );
}
