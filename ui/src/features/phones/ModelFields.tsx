import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { phoneModelsQuery, type PhoneVendor } from "../../api/phones";
import { ComboField, type ComboItem } from "../../design/ComboField";

export interface MadeBy {
  vendor: string;
  model: string;
}

interface ModelFieldsProps {
  value: MadeBy;
  onChange: (value: MadeBy) => void;
  changed?: { readonly [field in keyof MadeBy]: boolean };
  isDisabled?: boolean;
}

const NONE: readonly PhoneVendor[] = [];
const isSame = (one: string, other: string) => one.toLocaleLowerCase() === other.trim().toLocaleLowerCase();

/** Who makes a phone and which of its models it is, by choosing or by typing a part of the name. Others than are known can be typed, too. */
export function ModelFields({ value, onChange, changed, isDisabled }: ModelFieldsProps) {
  const { t } = useTranslation();
  const vendors = useQuery(phoneModelsQuery(useEngine())).data ?? NONE;
  const chosen = vendors.filter(({ vendor }) => isSame(vendor, value.vendor));
  // Until somebody said who makes it, every model can be chosen, and says it.
  const models = (value.vendor.trim() === "" ? vendors : chosen).flatMap(({ vendor, models: known }) => known.map(({ model }) => ({ id: model, name: model, detail: vendor })));
  const takeVendor = (vendor: string) => {
    const [maker] = vendors.filter((known) => isSame(known.vendor, vendor));
    const others = vendors.filter((known) => known !== maker).flatMap((known) => known.models);
    // A model of another maker does not stay; one that is not known does.
    const isOthers = maker !== undefined && others.some(({ model }) => isSame(model, value.model));
    onChange({ vendor, model: isOthers ? "" : value.model });
  };
  const takeModel = (model: string) => {
    const maker = models.find(({ name }) => name === model)?.detail;
    onChange({ vendor: value.vendor.trim() === "" && maker !== undefined ? maker : value.vendor, model });
  };
  const choice = (label: string, field: keyof MadeBy, known: readonly ComboItem[], take: (text: string) => void) => (
    <ComboField
      label={label}
      known={known}
      text={value[field]}
      onText={take}
      chosen={known.some(({ id }) => id === value[field]) ? value[field] : null}
      onChoose={({ id }) => take(id)}
      isFree
      changed={changed?.[field] ?? false}
      isDisabled={isDisabled ?? false}
    />
  );
  return (
    <>
      {choice(t("columns.vendor"), "vendor", vendors.map(({ vendor }) => ({ id: vendor, name: vendor })), takeVendor)}
      {choice(t("columns.model"), "model", models, takeModel)}
    </>
  );
}
