import { expect, test } from "vitest";
import type { TreeRow } from "../../api/types";
import { treeMove } from "./keys";

const row = (change: Partial<TreeRow>) => ({ id: "a", parent_id: "p", child_count: 2, expanded: false, ...change }) as TreeRow;

test("arrows stay within the rows", () => {
  expect(treeMove({ key: "ArrowUp" }, 0, 10, 5, undefined, false)).toEqual({ kind: "go", index: 0 });
  expect(treeMove({ key: "PageDown" }, 8, 10, 5, undefined, false)).toEqual({ kind: "go", index: 9 });
});

test("the inward arrow opens a branch, then goes into it; the outward one closes it, then goes up", () => {
  expect(treeMove({ key: "ArrowRight" }, 1, 10, 5, row({}), false)).toEqual({ kind: "toggle", id: "a" });
  expect(treeMove({ key: "ArrowRight" }, 1, 10, 5, row({ expanded: true }), false)).toEqual({ kind: "go", index: 2 });
  expect(treeMove({ key: "ArrowLeft" }, 1, 10, 5, row({ expanded: true }), false)).toEqual({ kind: "toggle", id: "a" });
  expect(treeMove({ key: "ArrowLeft" }, 1, 10, 5, row({}), false)).toEqual({ kind: "parent", id: "p" });
});

test("right-to-left text turns the arrows round", () => {
  expect(treeMove({ key: "ArrowLeft" }, 1, 10, 5, row({}), true)).toEqual({ kind: "toggle", id: "a" });
});

test("letters are for the filter, chords are not ours", () => {
  expect(treeMove({ key: "b" }, 0, 10, 5, undefined, false)).toEqual({ kind: "type", text: "b" });
  expect(treeMove({ key: "k", ctrlKey: true }, 0, 10, 5, undefined, false)).toBeNull();
  expect(treeMove({ key: "?" }, 0, 10, 5, undefined, false)).toBeNull();
});
