/** How the console looks on this machine: theme, contrast, density and language, shown on the root element; and when its screen locks itself. */
import { LANGUAGES, type Language } from "../i18n/languages";

export type Theme = "system" | "light" | "dark";
export type Contrast = "system" | "more";
export type Density = "compact" | "comfortable";

/** After how many minutes without anybody the screen locks itself; never with 0. */
export const LOCK_AFTER = ["0", "1", "5", "15", "30"] as const;
export type LockAfter = (typeof LOCK_AFTER)[number];

export interface Preferences {
  readonly theme: Theme;
  readonly contrast: Contrast;
  readonly density: Density;
  readonly language: Language;
  readonly lockAfter: LockAfter;
  /** Whether a browser begins locked; in the window the engine keeps it. */
  readonly lockAtStart: "yes" | "no";
}

/** Row height in pixels, as in tokens.css. */
export const ROW_HEIGHT: { readonly [density in Density]: number } = { compact: 28, comfortable: 34 };

const isOneOf = <Value extends string>(values: readonly Value[], value: string | undefined): value is Value =>
  values.includes(value as Value);

/** What was chosen; the rest follows the system. */
export function readPreferences({ theme, density, language, contrast, lockAfter, lockAtStart }: { readonly [name in keyof Preferences]?: string | undefined }): Preferences {
  const preferred = navigator.language.slice(0, 2);
  return {
    theme: isOneOf(["system", "light", "dark"], theme) ? theme : "system",
    contrast: isOneOf(["system", "more"], contrast) ? contrast : "system",
    density: isOneOf(["compact", "comfortable"], density) ? density : "compact",
    language: isOneOf(LANGUAGES, language) ? language : isOneOf(LANGUAGES, preferred) ? preferred : "en",
    lockAfter: isOneOf(LOCK_AFTER, lockAfter) ? lockAfter : "0",
    lockAtStart: lockAtStart === "yes" ? "yes" : "no",
  };
}

export const isRightToLeft = (language: Language): boolean => language === "ar";

export function showPreferences({ theme, contrast, density, language }: Preferences): void {
  const root = document.documentElement;
  root.dataset["theme"] = theme;
  root.dataset["contrast"] = contrast;
  root.dataset["density"] = density;
  root.lang = language;
  root.dir = isRightToLeft(language) ? "rtl" : "ltr";
}
