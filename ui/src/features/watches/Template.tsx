import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { fieldErrors, problemMessage, type Problem } from "../../api/problems";
import type { Json } from "../../api/types";
import { previewQuery } from "../../api/watches";
import { Row } from "../../design/Field";
import { Select } from "../../design/Select";
import { TextArea } from "../../design/TextArea";
import { Notice } from "../../design/states";
import type { Draft } from "../../lib/draft";
import styles from "./Watches.module.css";

const FORMS = ["none", "object", "text"] as const;
type FormName = (typeof FORMS)[number];
const EXAMPLE: { readonly [form in FormName]: Json | undefined } = {
  none: undefined,
  object: { account: "${$.id}", name: "${$.clientName}" },
  text: '{"account": ${$.id}, "tags": ${$.tags}}',
};

/** What is sent: the account itself, or what a template makes of it; shown as it would be sent while it is typed. */
export function Template({ draft, problem }: { draft: Draft; problem: Problem | null }) {
  const { t } = useTranslation();
  const template = draft.value("/template");
  const form: FormName = template === undefined || template === null ? "none" : typeof template === "string" ? "text" : "object";
  // What is typed and is no whole JSON yet is kept here and not taken over.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (typeof template === "string" ? template : JSON.stringify(template, null, 2));
  const isBroken = typed !== null;
  const type = (next: string) => {
    if (form === "text") return draft.set("/template", next);
    const parsed = parse(next);
    setTyped(parsed === undefined ? next : null);
    if (parsed !== undefined) draft.set("/template", parsed);
  };
  const choose = (next: FormName) => {
    setTyped(null);
    if (next !== form) draft.set("/template", EXAMPLE[next]);
  };
  const shown = useDeferredValue(template ?? undefined);
  const preview = useQuery(previewQuery(useEngine(), shown, draft.value("/add_previous_data") === true));
  const wrong = isBroken ? [t("allFields.broken")] : fieldErrors(problem, "/template");
  return (
    <>
      <Row label={t("watches.template")} changed={draft.changed("/template")}>
        <Select label={t("watches.template")} labelHidden value={form} onChange={choose} options={FORMS.map((value) => ({ value, label: t(`watches.template_${value}`) }))} />
      </Row>
      {form !== "none" && (
        <TextArea code rows={7} label={t("watches.templateText")} hint={t(form === "object" ? "watches.templateObjectHint" : "watches.templateTextHint")} value={text ?? ""} onChange={type} errors={wrong} />
      )}
      <Row label={t("watches.preview")}>
        <div aria-live="polite">
          {preview.error ? (
            <Notice tone="warn">{problemMessage(t, preview.error)}</Notice>
          ) : (
            <pre className={styles.preview} dir="ltr" tabIndex={0} aria-label={t("watches.preview")}>
              {preview.data === undefined ? "" : JSON.stringify(preview.data, null, 2)}
            </pre>
          )}
        </div>
        <span className={styles.faint}>{t("watches.previewHint")}</span>
      </Row>
    </>
  );
}

/** The object in a text; nothing when it is none. */
function parse(text: string): { [key: string]: Json } | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
