/** Theme, contrast, density and language of this machine: kept by the host, shown on the root element. */
import { useSyncExternalStore } from "react";
import { changeLanguage, LANGUAGES, type Language } from "../i18n";
import type { Platform } from "../platform";

export type Theme = "system" | "light" | "dark";
export type Contrast = "system" | "more";
export type Density = "compact" | "comfortable";

export interface Preferences {
  readonly theme: Theme;
  readonly contrast: Contrast;
  readonly density: Density;
  readonly language: Language;
}

let preferences: Preferences = { theme: "system", contrast: "system", density: "compact", language: "en" };
let save: (key: string, value: string) => void = () => undefined;
const listeners = new Set<() => void>();

const isOneOf = <Value extends string>(values: readonly Value[], value: string | undefined): value is Value =>
  values.includes(value as Value);

/** Begins with what was chosen on this machine: theme, density, language and contrast as the host keeps them. */
export async function startPreferences(platform: Platform, [theme, density, language, contrast]: readonly (string | undefined)[]): Promise<void> {
  const preferred = navigator.language.slice(0, 2);
  await apply({
    theme: isOneOf(["system", "light", "dark"], theme) ? theme : "system",
    contrast: isOneOf(["system", "more"], contrast) ? contrast : "system",
    density: isOneOf(["compact", "comfortable"], density) ? density : "compact",
    language: isOneOf(LANGUAGES, language) ? language : isOneOf(LANGUAGES, preferred) ? preferred : "en",
  });
  save = (key, value) => void platform.settings.set(key, value);
}

export async function setPreference(change: Partial<Preferences>): Promise<void> {
  for (const [key, value] of Object.entries(change)) save(key, value);
  await apply({ ...preferences, ...change });
}

async function apply(next: Preferences): Promise<void> {
  preferences = next;
  const root = document.documentElement;
  root.dataset["theme"] = next.theme;
  root.dataset["contrast"] = next.contrast;
  root.dataset["density"] = next.density;
  root.lang = next.language;
  root.dir = next.language === "ar" ? "rtl" : "ltr";
  await changeLanguage(next.language);
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => preferences,
  );
}

/** Row height in pixels, as in tokens.css. */
export const ROW_HEIGHT: { readonly [density in Density]: number } = { compact: 28, comfortable: 34 };
