import { useId } from "react";
import {
  FieldError,
  Input,
  Label,
  Text,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./Field.module.css";

export interface FieldProps extends Omit<AriaTextFieldProps, "children" | "className"> {
  label: string;
  hint?: string | undefined;
  errors?: string[];
  /** Typed and not saved yet. */
  changed?: boolean;
  /** Label above the box instead of beside it. */
  stacked?: boolean;
  placeholder?: string;
  suffix?: string;
  inputRef?: React.Ref<HTMLInputElement>;
}

/** The dot beside the label of what was typed and is not saved yet. */
export function Changed() {
  const { t } = useTranslation();
  return <span className={styles.changed} role="img" aria-label={t("common.changed")} />;
}

/** A line of a form: label, box, hint and what is wrong with it. */
export function Field({ label, hint, errors, changed, stacked, placeholder, suffix, inputRef, ...rest }: FieldProps) {
  const invalid = (errors?.length ?? 0) > 0;
  return (
    <AriaTextField {...rest} isInvalid={invalid} className={`${styles.field} ${stacked ? styles.stacked : ""}`}>
      <Label className={styles.label}>
        {label}
        {changed && <Changed />}
      </Label>
      <div className={styles.body}>
        <div className={styles.boxed}>
          <Input className={styles.input} placeholder={placeholder} ref={inputRef ?? null} />
          {suffix && <span className={styles.suffix}>{suffix}</span>}
        </div>
        {hint && !invalid && (
          <Text slot="description" className={styles.hint}>
            {hint}
          </Text>
        )}
        {invalid && <FieldError className={styles.error}>{errors?.join(" ")}</FieldError>}
      </div>
    </AriaTextField>
  );
}

/** The same line for anything that brings its own label (a select, a switch, plain text). */
export function Row({ label, children, changed, stacked }: { label: string; children: React.ReactNode; changed?: boolean; stacked?: boolean }) {
  const id = useId();
  return (
    <div className={`${styles.field} ${stacked ? styles.stacked : ""}`} role="group" aria-labelledby={id}>
      <span className={styles.label} id={id}>
        {label}
        {changed && <Changed />}
      </span>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

export function Section({ title, hint, children, actions }: { title: string; hint?: string | undefined; children: React.ReactNode; actions?: React.ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.sectionHead}>
        <div>
          <h2 id={id}>{title}</h2>
          {hint && <p>{hint}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
