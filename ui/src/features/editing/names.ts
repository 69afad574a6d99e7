import { useTranslation } from "react-i18next";
import en from "../../i18n/en.json";
import { listText } from "../../i18n/format";
import type { Json } from "../../api/types";
import { parsePlace } from "../forwarding/place";

type FieldKey = keyof typeof en.fields;

const isField = (name: string): name is FieldKey => name in en.fields;

/** The name of a place in a record as a person knows it. */
export function useFieldName(): (path: string) => string {
  const { t } = useTranslation();
  return (path) => {
    const place = parsePlace(path);
    if (place) {
      const state = t(`states.${place.state}`);
      return place.part ? `${state} · ${t(`forwarding.${place.part}`)}` : state;
    }
    const name = path.split("/")[1] ?? "";
    if (name === "forwarding") return t("forwarding.exceptions");
    return isField(name) ? t(`fields.${name}`) : name;
  };
}

/** A value in a few words, for comparing two of them. */
export function useValueName(): (path: string, value: Json | undefined) => string {
  const { t } = useTranslation();
  const print = (value: Json | undefined): string => {
    if (value === undefined || value === null || value === "") return t("edit.nothing");
    if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
    if (typeof value !== "object") return String(value);
    if (Array.isArray(value)) return t("edit.entries", { count: value.length });
    const action = value["action"];
    if (typeof action === "string" && action in en.actions) {
      const text = t(`actions.${action as keyof typeof en.actions}`);
      return action === "forward_to_number" && typeof value["number"] === "string" ? `${text} ${value["number"]}` : text;
    }
    return listText(Object.entries(value).map(([key, entry]) => `${key}: ${print(entry)}`));
  };
  return (_path, value) => (typeof value === "string" && value in en.actions ? t(`actions.${value as keyof typeof en.actions}`) : print(value));
}
