/** Theme, contrast, density and language of this machine while the console runs: kept by the host, and changed here. */
import { useSyncExternalStore } from "react";
import { changeLanguage } from "../i18n";
import type { Platform } from "../platform";
import { showPreferences, type Preferences } from "./look";

export { LOCK_AFTER, ROW_HEIGHT, type Contrast, type Density, type Preferences, type Theme } from "./look";

let preferences: Preferences = { theme: "system", contrast: "system", density: "compact", language: "en", lockAfter: "0", lockAtStart: "no" };
let save: (key: string, value: string) => void = () => undefined;
const listeners = new Set<() => void>();

/** Begins with what was chosen on this machine. */
export async function startPreferences(platform: Platform, chosen: Preferences): Promise<void> {
  await apply(chosen);
  save = (key, value) => void platform.settings.set(key, value);
}

export async function setPreference(change: Partial<Preferences>): Promise<void> {
  for (const [key, value] of Object.entries(change)) save(key, value);
  await apply({ ...preferences, ...change });
}

async function apply(next: Preferences): Promise<void> {
  preferences = next;
  showPreferences(next);
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
