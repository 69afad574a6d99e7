import { describe, expect, test } from "vitest";
import type { Week } from "../api/types";
import { isOpenAt, paint, parseRanges, parseWeek, weekText } from "./week";

const EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const office: Week = parseWeek("Mon-Fri 09:00-17:30")!;

describe("a week as text", () => {
  test("days with the same hours are written together", () => {
    expect(weekText(office, EN)).toBe("Mon-Fri 09:00-17:30");
  });

  test.each([
    "Mon-Fri 09:00-17:30",
    "Mon-Thu 09:00-12:00, 13:00-17:00; Fri 09:00-13:00; Sun 10:00-11:15",
    "Mon-Sun 00:00-24:00",
    "",
  ])("%s comes back as it was typed", (text) => {
    expect(weekText(parseWeek(text)!, EN)).toBe(text);
  });

  test("German names, bare hours, dots and wrapping days are understood", () => {
    expect(weekText(parseWeek("Mo-Fr 9-17.30")!, EN)).toBe("Mon-Fri 09:00-17:30");
    expect(weekText(parseWeek("Sa-Mo 8-12")!, EN)).toBe("Mon 08:00-12:00; Sat-Sun 08:00-12:00");
  });

  test.each(["Mon", "Mon 17-9", "Mon 9-25", "Foo 9-17", "9-17", "Mon 9:70-10"])("%s cannot be read", (text) => {
    expect(parseWeek(text)).toBeNull();
  });

  test("the comma and the semicolon of an Arabic keyboard are read, too", () => {
    expect(parseWeek("Mon، Tue 09:00-12:00، 13:00-17:00؛ Fri 09:00-13:00")).toEqual(parseWeek("Mon, Tue 09:00-12:00, 13:00-17:00; Fri 09:00-13:00"));
  });

  test("overlapping ranges of a day are joined", () => {
    expect(parseRanges("9-12, 11-13, 13-14")).toEqual([{ from: "09:00", to: "14:00" }]);
  });
});

describe("painting", () => {
  test("closing the middle splits the day", () => {
    expect(weekText(paint(office, "monday", 12 * 60, 13 * 60, false), EN)).toBe(
      "Mon 09:00-12:00, 13:00-17:30; Tue-Fri 09:00-17:30",
    );
  });

  test("opening beside open hours makes one span", () => {
    expect(weekText(paint(office, "friday", 17 * 60 + 30, 19 * 60, true), EN)).toBe(
      "Mon-Thu 09:00-17:30; Fri 09:00-19:00",
    );
  });

  test("a day that is enabled without ranges is open all day", () => {
    const week: Week = { sunday: { enabled: true, ranges: [] } };
    expect(isOpenAt(week, "sunday", 0)).toBe(true);
    expect(weekText(paint(week, "sunday", 0, 60, false), EN)).toBe("Sun 01:00-24:00");
  });

  test("the end of a span is closed", () => {
    expect(isOpenAt(office, "monday", 17 * 60 + 29)).toBe(true);
    expect(isOpenAt(office, "monday", 17 * 60 + 30)).toBe(false);
  });
});
