import { expect, test } from "vitest";
import { beginWork, inParts } from "./works";

test("many things are done in parts, in their order", async () => {
  const parts: number[][] = [];
  const { results, isWhole } = await inParts("Export", [1, 2, 3, 4, 5], 2, async (part) => {
    parts.push(part);
    return part.map((item) => item * 10);
  });
  expect(parts).toEqual([[1, 2], [3, 4], [5]]);
  expect(results).toEqual([10, 20, 30, 40, 50]);
  expect(isWhole).toBe(true);
});

test("after a cancel nothing more is begun, and what was done is answered", async () => {
  const { results, isWhole } = await inParts("Change", ["a", "b", "c"], 1, async (part) => {
    if (part[0] === "b") (await import("./works")).cancelAll();
    return part;
  });
  expect(results).toEqual(["a", "b"]);
  expect(isWhole).toBe(false);
});

test("work that was ended is not shown any more", async () => {
  const { currentWorks } = await import("./works");
  const work = beginWork("Export", 10);
  work.step(4, 10);
  expect(currentWorks()).toMatchObject([{ label: "Export", done: 4, total: 10 }]);
  work.end();
  expect(currentWorks()).toEqual([]);
});
