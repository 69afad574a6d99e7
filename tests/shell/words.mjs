// The console's own English words, so that these tests say the same as the screen without repeating it.

import { readFileSync } from "node:fs";

const catalogue = JSON.parse(readFileSync(new URL("../../ui/src/i18n/en.json", import.meta.url), "utf8"));

/** The words under a key, e.g. `accounts.newIn`, with its blanks filled in. */
export function words(key, blanks = {}) {
  const text = key.split(".").reduce((part, name) => part?.[name], catalogue);
  if (typeof text !== "string") throw new Error(`the console has no words for ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(blanks[name]));
}
