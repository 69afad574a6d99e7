/** How records and their places are called on these screens. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { RemoteStep } from "../../api/remotes";
import type { Json } from "../../api/types";
import { useFieldName, useValueName } from "../editing/names";
import { PARENT } from "./steps";

/** A place of a document of the other server: our own name where there is one, else its own words. */
export function usePlaceName(): (path: string) => string {
  const { t } = useTranslation();
  const fieldName = useFieldName();
  return (path) => {
    const [first = "", ...rest] = path.split("/").slice(1);
    if (path === PARENT) return t("remotes.parent");
    if (first === "members" || first === "endpoints") return [t("remotes.members"), ...rest.slice(0, first === "members" ? 1 : 0)].join(" · ");
    const plain = (token: string) => token.replaceAll("~1", "/").replaceAll("~0", "~").replaceAll("_", " ");
    const own = fieldName(`/${first}`);
    return [own === first ? plain(first) : own, ...rest.map(plain)].join(" · ");
  };
}

/** A value of such a document; the account above is called by its name. */
export function useRemoteValueName(step: RemoteStep): (path: string, value: Json | undefined) => string {
  const valueName = useValueName();
  return (path, value) => (path === PARENT && typeof value === "string" ? (step.accounts[value] ?? value) : valueName(path, value));
}

export const sortName = (t: TFunction, sort: string): string => t(`remotes.sort_${sort as "user"}`);
