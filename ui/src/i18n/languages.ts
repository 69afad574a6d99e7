/** The languages of the console. Apart from the catalogues, so that the first small part can know them. */
export const LANGUAGES = ["en", "de", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
