import { expect, test } from "vitest";
import { gridMove } from "./keys";

const size = { rows: 100, columns: 4, perPage: 10, rtl: false };
const press = (key: string, at = { row: 0, column: 0 }, rtl = false) =>
  gridMove({ key, ctrlKey: false, metaKey: false, altKey: false }, at, { ...size, rtl });

test("above the first row stand the heads, where arrows go sideways", () => {
  expect(press("ArrowUp")).toEqual({ kind: "go", row: -1, column: 0 });
  expect(press("ArrowUp", { row: -1, column: 2 })).toEqual({ kind: "go", row: -1, column: 2 });
  expect(press("ArrowRight", { row: -1, column: 0 })).toEqual({ kind: "go", row: -1, column: 1 });
  expect(press("ArrowRight", { row: -1, column: 1 }, true)).toEqual({ kind: "go", row: -1, column: 0 });
  expect(press("ArrowRight", { row: 3, column: 1 })).toBeNull();
});

test("pages and ends stay within the list", () => {
  expect(press("PageDown", { row: 95, column: 0 })).toEqual({ kind: "go", row: 99, column: 0 });
  expect(press("PageUp", { row: 4, column: 0 })).toEqual({ kind: "go", row: 0, column: 0 });
  expect(press("End")).toEqual({ kind: "go", row: 99, column: 0 });
});

test("letters are typed, Space chooses, and shortcuts are left alone", () => {
  expect(press("m")).toEqual({ kind: "type", text: "m" });
  expect(press(" ")).toEqual({ kind: "choose" });
  expect(gridMove({ key: "k", ctrlKey: true, metaKey: false, altKey: false }, { row: 0, column: 0 }, size)).toBeNull();
});
