import { useTranslation } from "react-i18next";
import type { KeyType, PhoneKey } from "../../api/phones";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Field, Row } from "../../design/Field";
import { Select } from "../../design/Select";
import { PersonPicker } from "../records/PersonPicker";
import { NOTHING } from "./layout";

interface KeyFieldsProps {
  accountId: Id;
  number: number;
  value: PhoneKey;
  types: readonly KeyType[];
  onChange: (key: PhoneKey) => void;
  /** The box of the function, for who comes from the drawing. */
  boxRef: React.Ref<HTMLDivElement>;
}

/** What one key does. */
export function KeyFields({ accountId, number, value, types, onChange, boxRef }: KeyFieldsProps) {
  const { t } = useTranslation();
  if (number === 1) return <p ref={boxRef}>{t("phones.firstKey")}</p>;
  const known = types.includes(value.type) ? types : [...types, value.type];
  const named = value.type === "blf" || value.type === "speed_dial" || value.type === "park";
  return (
    <div ref={boxRef} role="group" aria-label={t("phones.key", { number })}>
      <Row label={t("phones.function")}>
        <Select
          label={t("phones.function")}
          labelHidden
          value={value.type}
          onChange={(type) => onChange(type === "none" || type === "line" ? { ...NOTHING, type } : { ...value, type })}
          options={known.map((type) => ({ value: type, label: t(`phones.type_${type}`) }))}
        />
      </Row>
      {(value.type === "blf" || value.type === "speed_dial") && (
        <PersonPicker
          clears
          label={t("phones.person")}
          accountId={accountId}
          name=""
          placeholder={t("records.findPerson")}
          onPick={(person) => person && onChange({ ...value, value: person.extension, label: person.name })}
        />
      )}
      {named && <Field label={t(value.type === "park" ? "phones.slot" : "phones.number")} value={value.value ?? ""} maxLength={64} onChange={(text) => onChange({ ...value, value: text })} />}
      {named && <Field label={t("phones.label")} hint={t("phones.labelHint")} value={value.label ?? ""} maxLength={128} onChange={(label) => onChange({ ...value, label })} />}
      {value.type !== "none" && (
        <Button look="quiet" icon="close" onPress={() => onChange(NOTHING)}>
          {t("phones.clearKey", { number })}
        </Button>
      )}
    </div>
  );
}
