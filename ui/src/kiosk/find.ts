/** Finding people by what is typed: the beginnings of their names, their extension, their department. */
import type { Person } from "../api/kiosk";

/** A text without case and accents, so that "muller" finds Müller. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").replace(/ø/gi, "o").replace(/ı/g, "i").toLowerCase();
}

const words = (text: string): string[] => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** What of a person is looked at, worked out once. */
export interface Entry {
  readonly person: Person;
  readonly names: readonly string[];
  readonly number: string;
  readonly whole: string;
  /** Every word of his behind a blank, so that one look tells whether a beginning is among them. */
  readonly index: string;
}

export function entryOf(person: Person): Entry {
  const names = words(person.name);
  const all = [...names, person.extension_number, ...words(person.department), ...words(person.job_title)];
  return { person, names, number: person.extension_number, whole: fold(person.name), index: ` ${all.join(" ")}` };
}

/** How well a word that is among his fits: a name before a number, a number before the department. */
function rankOf(entry: Entry, word: string): number {
  if (entry.number === word || entry.names.includes(word)) return 4;
  if (entry.names.some((name) => name.startsWith(word))) return 3;
  return entry.number.startsWith(word) ? 2 : 1;
}

/** Those who fit every word, the best first, else in the order in which they came. */
export function find(entries: readonly Entry[], typed: string): readonly Entry[] {
  const wanted = words(typed);
  if (wanted.length === 0) return entries;
  const whole = fold(typed).trim();
  const beginnings = wanted.map((word) => ` ${word}`);
  const found: { entry: Entry; rank: number }[] = [];
  for (const entry of entries) {
    if (!beginnings.every((beginning) => entry.index.includes(beginning))) continue;
    const first = entry.whole.startsWith(whole) ? 2 : 0;
    found.push({ entry, rank: wanted.reduce((rank, word) => rank + rankOf(entry, word), first) });
  }
  // The sort is stable: equals keep their order.
  return found.sort((one, other) => other.rank - one.rank).map(({ entry }) => entry);
}
