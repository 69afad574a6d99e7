/** The tabs of an account and of a person; each has an address. */
export const ACCOUNT_TABS = ["overview", "people", "phones", "teams", "meetings", "calls", "contacts", "hours", "roles", "all-fields"] as const;
export const USER_TABS = ["profile", "forwarding", "who-rings", "all-fields"] as const;
export type AccountTab = (typeof ACCOUNT_TABS)[number];
export type UserTab = (typeof USER_TABS)[number];
