import { expect, test } from "vitest";
import { duration, spanOf } from "./span";

test("a span ends with today and has as many whole days as its name says", () => {
  const now = new Date(2026, 10, 21, 13, 30);
  const { since, until } = spanOf("week", now);
  expect(new Date(until)).toEqual(new Date(2026, 10, 22));
  expect(new Date(since)).toEqual(new Date(2026, 10, 15));
});

test("durations are read like a clock", () => {
  expect([0, 65, 3723].map(duration)).toEqual(["0:00", "1:05", "1:02:03"]);
});
