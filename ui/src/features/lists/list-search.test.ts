import { expect, test } from "vitest";
import { readListSearch, readOnly, readSort, writeOnly } from "./list-search";

test("an address that was written by hand or by a newer console is read as far as it makes sense", () => {
  expect(readListSearch({ q: 42, sort: "-name", colour: "red", open: "", cols: ["a"] })).toEqual({ q: "42", sort: "-name" });
});

test("the order and the filters survive their text form", () => {
  expect(readSort("-extension_number", "name")).toEqual({ column: "extension_number", descending: true });
  expect(readSort(undefined, "name")).toEqual({ column: "name", descending: false });
  const only = { presence: "away", enabled: "false" };
  expect(readOnly(writeOnly(only))).toEqual(only);
  expect(readOnly("broken,presence:")).toEqual({});
});
