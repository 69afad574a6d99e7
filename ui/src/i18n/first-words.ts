/** The few words of the first picture, in every language: taken out of the catalogues when the console is built (vite.config.ts). */
import type { Language } from "./languages";

/** The keys of the catalogues' `tree` that the first picture shows. */
export type FirstWord = "title" | "filter" | "disabled";

declare const FIRST_WORDS: { readonly [language in Language]: { readonly [word in FirstWord]: string } };

export const firstWords = (language: Language): { readonly [word in FirstWord]: string } => FIRST_WORDS[language];
