import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import en from "../../i18n/en.json";
import type { Role } from "../../api/records";

type BuiltIn = keyof typeof en.builtInRoles;

/** Built-in roles are called by the language's own words, an account's own as it calls them. */
export function useRoleName(): (role: Pick<Role, "name" | "built_in">) => string {
  const { t } = useTranslation();
  return useCallback((role) => (role.built_in && role.name in en.builtInRoles ? t(`builtInRoles.${role.name as BuiltIn}`) : role.name), [t]);
}
