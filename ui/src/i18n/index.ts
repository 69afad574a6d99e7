/** Every visible word comes from a catalogue here; keys are typed after the English one. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
import { LANGUAGES, type Language } from "./languages";

export { LANGUAGES, type Language };
export const LANGUAGE_NAMES: { readonly [language in Language]: string } = { en: "English", de: "Deutsch", ar: "العربية" };

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
});

const CATALOGUES: { readonly [language in Exclude<Language, "en">]: () => Promise<{ default: object }> } = {
  de: () => import("./de.json"),
  ar: () => import("./ar.json"),
};

export async function changeLanguage(language: Language): Promise<void> {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await CATALOGUES[language]()).default);
  }
  await i18next.changeLanguage(language);
}
