import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors, type Problem } from "../../api/problems";
import type { Json } from "../../api/types";
import { Field, Row } from "../../design/Field";
import { Select } from "../../design/Select";
import type { Draft } from "../../lib/draft";
import { fieldNames, pathOf, readNumber, shapeOf, type FieldSchema, type FieldWords } from "./schema";
import styles from "./AllFields.module.css";

interface SchemaFieldProps {
  path: string;
  words: FieldWords;
  schema: FieldSchema;
  draft: Draft;
  problem: Problem | null;
  frozen: boolean;
  /** The schema knows it; else a client keeps it there. */
  isKnown: boolean;
}

/** One field as its schema describes it. */
function SchemaFieldOf({ path, words, schema, draft, problem, frozen, isKnown }: SchemaFieldProps) {
  const { t } = useTranslation();
  const value = draft.value(path);
  const label = words.titleOf(path, schema);
  const hint = isKnown ? words.descriptionOf(schema) : t("allFields.unknown");
  const changed = draft.changed(path);
  const errors = fieldErrors(problem, path);
  // Whom the schema names nobody for is written by no one.
  const isFixed = frozen || schema["x-write"]?.length === 0;
  switch (shapeOf(schema, value)) {
    case "text":
      return <Field label={label} hint={hint} value={draft.text(path)} changed={changed} isReadOnly={isFixed} errors={errors} onChange={(text) => draft.set(path, text === "" ? undefined : text)} />;
    case "number":
      return <Field label={label} hint={hint} inputMode="decimal" value={draft.text(path)} changed={changed} isReadOnly={isFixed} errors={errors} onChange={(text) => draft.set(path, readNumber(text))} />;
    case "switch":
    case "choice": {
      const values: readonly Json[] = schema.enum ?? [true, false];
      return (
        <Row label={label} changed={changed}>
          <Select
            label={label}
            labelHidden
            isDisabled={isFixed}
            value={value === undefined ? "" : JSON.stringify(value)}
            onChange={(text) => draft.set(path, text === "" ? undefined : (JSON.parse(text) as Json))}
            options={[{ value: "", label: t("fields.notSet") }, ...values.map((entry) => ({ value: JSON.stringify(entry), label: words.valueOf(entry) }))]}
          />
          <span className={errors.length > 0 ? styles.bad : styles.hint}>{errors.join(" ") || hint}</span>
        </Row>
      );
    }
    case "group":
      return (
        <Group label={label} hint={hint}>
          {() =>
            fieldNames(schema, value).map((key) => {
              const inner = schema.properties?.[key];
              return <SchemaField key={key} path={pathOf(key, path)} words={words} schema={inner ?? {}} draft={draft} problem={problem} frozen={isFixed} isKnown={inner !== undefined} />;
            })
          }
        </Group>
      );
    default:
      return <JsonField key={changed ? "mine" : JSON.stringify(value)} label={label} hint={hint} value={value} changed={changed} frozen={isFixed} errors={errors} onChange={(next) => draft.set(path, next)} />;
  }
}

/** What belongs together, folded. It is drawn once it was opened: most of it is never looked at. */
function Group({ label, hint, children }: { label: string; hint: string | undefined; children: () => React.ReactNode }) {
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <details className={styles.group} onToggle={(event) => event.currentTarget.open && setWasOpen(true)}>
      <summary>
        {/* Without the blank, the letters of Arabic would join. */}
        {label} <span>{hint}</span>
      </summary>
      {wasOpen && children()}
    </details>
  );
}

interface JsonFieldProps {
  label: string;
  hint: string | undefined;
  value: Json | undefined;
  changed: boolean;
  frozen: boolean;
  errors: string[];
  onChange: (value: Json | undefined) => void;
}

/** Lists and free documents: as JSON, taken over as soon as it is whole. */
function JsonField({ label, hint, value, changed, frozen, errors, onChange }: JsonFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 1)));
  const [broken, setBroken] = useState(false);
  const type = (next: string) => {
    setText(next);
    try {
      onChange(next.trim() === "" ? undefined : (JSON.parse(next) as Json));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  const said = broken ? t("allFields.broken") : errors.join(" ");
  return (
    <Row label={label} changed={changed}>
      <textarea className={styles.json} dir="ltr" spellCheck={false} aria-label={label} aria-invalid={said !== "" || undefined} readOnly={frozen} rows={Math.min(8, text.split("\n").length)} value={text} onChange={(event) => type(event.target.value)} />
      <span className={said ? styles.bad : styles.hint}>{said || hint}</span>
    </Row>
  );
}

/** Drawn again only when something of it has changed: there are many beside each other. */
export const SchemaField = memo(SchemaFieldOf);
