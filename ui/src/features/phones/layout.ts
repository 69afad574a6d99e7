/** Where the keys of a phone stand: by page, and on each page at the left and at the right of the screen. */
import type { PhoneFile, PhoneKey } from "../../api/phones";

export interface Page {
  /** The number of the module, from 1 on; none: the phone itself. */
  module?: number;
  /** Its number on the phone or on its module, from 1 on. */
  number: number;
  left: readonly number[];
  right: readonly number[];
  /** There is one more place, which turns the pages. */
  turns: boolean;
}

/** The keys of an unknown model that are drawn at once. */
const PER_PAGE = 10;
const MODULE_PAGE = 20;
export const NOTHING: PhoneKey = { type: "none", value: "", label: "" };

const range = (from: number, count: number) => Array.from({ length: Math.max(0, count) }, (_, index) => from + index);

/** Every page with the numbers of its keys; key 1 is the line's. Numbers go on from the phone to its modules. */
export function pagesOf(file: Pick<PhoneFile, "key_count" | "model" | "module">, used: number): Page[] {
  const perPage = file.model?.per_page ?? PER_PAGE;
  const places = file.model ? file.model.left + file.model.right : PER_PAGE;
  const leftPlaces = file.model?.left ?? PER_PAGE / 2;
  // Of an unknown model nobody knows how many there are: what is used, and some more.
  const count = file.model ? file.key_count : Math.min(file.key_count, Math.max(PER_PAGE, Math.ceil((used + 2) / PER_PAGE) * PER_PAGE));
  const pages = range(0, Math.ceil(count / perPage)).map((index): Page => {
    const numbers = range(1 + index * perPage, Math.min(perPage, count - index * perPage));
    return { number: index + 1, left: numbers.slice(0, leftPlaces), right: numbers.slice(leftPlaces), turns: places > perPage && count > perPage };
  });
  const module = file.module;
  if (!module) return pages;
  for (const number of range(1, module.most)) {
    const first = count + 1 + (number - 1) * module.keys;
    for (const [index, from] of range(0, Math.ceil(module.keys / MODULE_PAGE)).entries()) {
      const numbers = range(first + from * MODULE_PAGE, Math.min(MODULE_PAGE, module.keys - from * MODULE_PAGE));
      const half = Math.ceil(numbers.length / 2);
      pages.push({ module: number, number: index + 1, left: numbers.slice(0, half), right: numbers.slice(half), turns: false });
    }
  }
  return pages;
}

/** The list with another key in a place; keys without a function at its end are left out. */
export function withKey(keys: readonly PhoneKey[], number: number, key: PhoneKey): PhoneKey[] {
  const next = [...keys];
  while (next.length < number - 1) next.push(NOTHING);
  next[number - 2] = key;
  while (next.at(-1)?.type === "none") next.pop();
  return next;
}

/** The key that an arrow leads to; none: it stays. */
export function beside(page: Page, number: number, arrow: "up" | "down" | "left" | "right"): number | undefined {
  const side = page.left.includes(number) ? page.left : page.right;
  const place = side.indexOf(number);
  if (arrow === "up") return side[place - 1];
  if (arrow === "down") return side[place + 1];
  const other = arrow === "left" ? page.left : page.right;
  return other[Math.min(place, other.length - 1)];
}
