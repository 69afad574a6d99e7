import type { Platform } from "../platform";

/** The places of the console that stand in its frame, beside the account tree, by how their addresses begin. */
export const FRAMED = ["", "accounts", "users", "activity", "copy", "settings", "about", "watches", "remotes"] as const;

/** The tabs of an account and of a person; each has an address. */
export const ACCOUNT_TABS = ["overview", "people", "phones", "teams", "meetings", "calls", "contacts", "hours", "holidays", "roles", "all-fields"] as const;
export const USER_TABS = ["profile", "forwarding", "who-rings", "all-fields"] as const;
export type AccountTab = (typeof ACCOUNT_TABS)[number];
export type UserTab = (typeof USER_TABS)[number];

/** The path that the page shows, wherever its host keeps it. */
export function pathShown({ capabilities }: Platform): string {
  const path = capabilities.addressBar ? location.pathname : location.hash.slice(1).split(/[?#]/)[0];
  return path || "/";
}
