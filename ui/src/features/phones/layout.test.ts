import { expect, test } from "vitest";
import { beside, NOTHING, pagesOf, withKey } from "./layout";

const T46U = {
  key_count: 27,
  model: { model: "T46U", keys: 27, per_page: 9, left: 5, right: 5, screen: [480, 272] },
  module: { name: "EXP43", keys: 60, most: 3 },
};
const blf = (value: string) => ({ type: "blf" as const, value, label: "" });

test("every key stands on one page, the modules' behind the phone's", () => {
  const pages = pagesOf(T46U, 0);
  const numbers = pages.flatMap((page) => [...page.left, ...page.right]);
  expect(numbers).toEqual(Array.from({ length: 27 + 3 * 60 }, (_, index) => index + 1));
  expect(pages[0]).toEqual({ number: 1, left: [1, 2, 3, 4, 5], right: [6, 7, 8, 9], turns: true });
  expect(pages[3]?.module).toBe(1);
});

test("an unknown model has a page more than it uses, as far as its file reaches", () => {
  const unknown = { key_count: 64, model: null, module: null };
  expect(pagesOf(unknown, 0)).toHaveLength(1);
  expect(pagesOf(unknown, 9)).toHaveLength(2);
  expect(pagesOf({ ...unknown, key_count: 8 }, 0).flatMap((page) => [...page.left, ...page.right])).toHaveLength(8);
});

test("a key in a later place leaves those before it free, and a list ends with a key that does something", () => {
  expect(withKey([], 4, blf("102"))).toEqual([NOTHING, NOTHING, blf("102")]);
  expect(withKey([blf("101"), NOTHING, blf("102")], 4, NOTHING)).toEqual([blf("101")]);
});

test("arrows lead to the neighbours and stop at the edges", () => {
  const page = pagesOf(T46U, 0)[0]!;
  expect(beside(page, 1, "down")).toBe(2);
  expect(beside(page, 1, "up")).toBeUndefined();
  expect(beside(page, 5, "right")).toBe(9);
  expect(beside(page, 6, "left")).toBe(1);
});
