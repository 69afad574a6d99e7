import { expect, test } from "vitest";
import type { TreeQuery, TreeRow, TreeWindow } from "../../api/types";
import { PAGE, pagesOf, TreeModel } from "./tree-model";

const row = (index: number): TreeRow => ({
  id: `a${index}`,
  name: `Account ${index}`,
  depth: 0,
  parent_id: null,
  posinset: index + 1,
  setsize: 1000,
  child_count: 0,
  descendants_count: 0,
  expanded: false,
  enabled: true,
  is_reseller: false,
  matched: false,
});

function engine(total: number) {
  const asked: TreeQuery[] = [];
  const load = async (query: TreeQuery): Promise<TreeWindow> => {
    asked.push(query);
    const count = Math.max(0, Math.min(query.count, total - query.from));
    const rows = Array.from({ length: count }, (_, index) => row(query.from + index));
    return { seq: 7, total, matched: null, revealed: query.reveal ? 3 : null, rows };
  };
  return { asked, load };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("only the pages on screen are read, each once", async () => {
  const { asked, load } = engine(100_000);
  const model = new TreeModel(load);
  model.show(250, 310);
  model.show(255, 315);
  await settled();
  expect(asked.map((query) => query.from)).toEqual([200, 300]);
  expect(model.row(250)?.id).toBe("a250");
  expect(model.row(0)).toBeUndefined();
  expect(model.snapshot().total).toBe(100_000);
});

test("scrolling through everything keeps a bounded number of pages", async () => {
  const { load } = engine(100_000);
  const model = new TreeModel(load);
  for (let index = 0; index < 5_000; index += PAGE) {
    model.show(index, index + 40);
    // oxlint-disable-next-line no-await-in-loop
    await settled();
  }
  const held = Array.from({ length: 50 }, (_, page) => model.row(page * PAGE)).filter(Boolean);
  expect(held.length).toBeLessThanOrEqual(12);
  expect(model.row(4_900)?.id).toBe("a4900");
});

test("opening a branch keeps the rows on screen until the new ones are there", async () => {
  const { asked, load } = engine(300);
  const model = new TreeModel(load);
  model.show(0, 40);
  await settled();
  const toggling = model.toggle("a3");
  expect(model.row(3)?.id).toBe("a3");
  expect(await toggling).toBe(3);
  expect(asked.at(-1)).toMatchObject({ toggled: ["a3"], reveal: "a3", open: "none" });
});

test("rows that were read already are shown without asking, and found without asking", async () => {
  const { asked, load } = engine(300);
  const model = new TreeModel(load);
  model.expandPath(["a0"]);
  model.begin({ seq: 7, total: 300, matched: null, revealed: null, rows: Array.from({ length: PAGE }, (_, index) => row(index)) });
  model.show(0, 40);
  expect(model.snapshot()).toMatchObject({ ready: true, total: 300 });
  expect(await model.reveal(["a0", "a5"])).toBe(5);
  expect(asked).toEqual([]);
  expect(await model.reveal(["a0", "a5", "below"])).toBe(3);
  expect(asked).toHaveLength(1);
});

test("an answer to an older question is thrown away", async () => {
  let release: (() => void) | undefined;
  const { load } = engine(300);
  const slow = (query: TreeQuery) =>
    query.filter === "old"
      ? new Promise<TreeWindow>((resolve) => {
          release = () => resolve({ seq: 1, total: 1, matched: 1, revealed: null, rows: [row(99)] });
        })
      : load(query);
  const model = new TreeModel(slow);
  const old = model.setFilter("old");
  await model.setFilter("");
  release?.();
  await old;
  expect(model.row(0)?.id).toBe("a0");
});

test("the branches above an account are opened whatever the default is", async () => {
  const model = new TreeModel(engine(1).load);
  model.expandPath(["x", "y"]);
  expect(model.isOpen("x")).toBe(true);
  await model.setAll("all");
  await model.toggle("x");
  model.expandPath(["x"]);
  expect(model.isOpen("x")).toBe(true);
});

test("pages of a span", () => {
  expect(pagesOf(0, 99)).toEqual([0]);
  expect(pagesOf(95, 205)).toEqual([0, 1, 2]);
});
