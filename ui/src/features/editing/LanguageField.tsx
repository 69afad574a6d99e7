import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Row } from "../../design/Field";
import { Select } from "../../design/Select";

const TAGS = ["en", "de", "fr", "it", "es", "nl", "pl", "ar", "tr", "pt"] as const;

/** The language of prompts and messages; an unusual tag that is already set stays choosable. */
export function LanguageField({ label, value, onChange, isDisabled, changed }: { label: string; value: string; onChange: (tag: string) => void; isDisabled: boolean; changed?: boolean }) {
  const { t, i18n } = useTranslation();
  const names = useMemo(() => new Intl.DisplayNames([i18n.language], { type: "language" }), [i18n.language]);
  const tags = TAGS.some((tag) => tag === value) || !value ? TAGS : [...TAGS, value];
  const options = [{ value: "", label: t("fields.notSet") }, ...tags.map((tag) => ({ value: tag as string, label: names.of(tag) ?? tag }))];
  return (
    <Row label={label} changed={changed ?? false}>
      <Select label={label} labelHidden options={options} value={value} onChange={onChange} isDisabled={isDisabled} />
    </Row>
  );
}
