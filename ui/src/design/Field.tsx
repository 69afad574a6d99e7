import { useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Field.module.css";

interface LineProps {
  label: string;
  hint?: string | undefined;
  errors?: string[] | undefined;
  /** Typed and not saved yet. */
  changed?: boolean | undefined;
  /** Label above the box instead of beside it. */
  stacked?: boolean | undefined;
}

export interface FieldProps extends LineProps {
  value: string;
  onChange: (text: string) => void;
  isReadOnly?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  suffix?: string;
  type?: "text" | "password" | "email" | "tel" | "url";
  inputMode?: "numeric" | "decimal" | "tel";
  autoComplete?: string;
  maxLength?: number;
  inputRef?: React.Ref<HTMLInputElement>;
}

/** The dot beside the label of what was typed and is not saved yet. */
export function Changed() {
  const { t } = useTranslation();
  return <span className={styles.changed} role="img" aria-label={t("common.changed")} />;
}

/** What the box of a line says of itself. */
interface BoxProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/**
 * A line of a form: label, box, hint and what is wrong with it. Plain HTML says all of it; React Aria's text field, made for
 * any arrangement of these, is drawn twice, and a form has dozens.
 */
export function Line({ label, hint, errors = [], changed, stacked, children }: LineProps & { children: (box: BoxProps) => React.ReactNode }) {
  const id = useId();
  const saidId = `${id}said`;
  const isWrong = errors.length > 0;
  const said = isWrong ? errors.join(" ") : hint;
  return (
    <div className={`${styles.field} ${stacked ? styles.stacked : ""}`}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {changed && <Changed />}
      </label>
      <div className={styles.body}>
        {children({ id, "aria-describedby": said ? saidId : undefined, "aria-invalid": isWrong || undefined })}
        {said && (
          <span id={saidId} className={isWrong ? styles.error : styles.hint}>
            {said}
          </span>
        )}
      </div>
    </div>
  );
}

/** A line whose box takes one line of text. */
export function Field({ label, hint, errors, changed, stacked, onChange, isReadOnly, isDisabled, suffix, inputRef, type = "text", ...rest }: FieldProps) {
  return (
    <Line label={label} hint={hint} errors={errors} changed={changed} stacked={stacked}>
      {(box) => (
        <div className={styles.boxed}>
          <input {...rest} {...box} ref={inputRef} type={type} readOnly={isReadOnly} disabled={isDisabled} className={styles.input} onChange={(event) => onChange(event.target.value)} />
          {suffix && <span className={styles.suffix}>{suffix}</span>}
        </div>
      )}
    </Line>
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
