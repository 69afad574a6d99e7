/** The tabs of an account and of a person; each has an address. */
export const ACCOUNT_TABS = ["overview", "people", "phones", "teams", "contacts", "hours", "roles"] as const;
export const USER_TABS = ["profile", "forwarding", "who-rings"] as const;
export type AccountTab = (typeof ACCOUNT_TABS)[number];
export type UserTab = (typeof USER_TABS)[number];
