import { parseDate } from "@internationalized/date";
import { expect, test } from "vitest";
import { covers, weeksOf } from "./calendar";

test("a month begins on its weekday and has all its days", () => {
  const weeks = weeksOf(2026, 11);
  expect(weeks[0]?.map((day) => day?.day ?? 0)).toEqual([0, 0, 0, 0, 0, 0, 1]);
  expect(weeks.flat().filter(Boolean)).toHaveLength(30);
});

test("a holiday of every year is found in other years, also across the turn of the year", () => {
  const turn = { id: "1", name: "Turn of the year", from_date: "2020-12-30", to_date: "2021-01-02", every_year: true };
  expect(["2026-12-30", "2027-01-02", "2027-01-03", "2026-12-29"].map((day) => covers(turn, parseDate(day)))).toEqual([true, true, false, false]);
  expect(covers({ ...turn, every_year: false }, parseDate("2026-12-31"))).toBe(false);
});
