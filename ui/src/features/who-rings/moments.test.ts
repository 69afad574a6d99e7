import { parseZonedDateTime } from "@internationalized/date";
import { expect, test } from "vitest";
import { nextSunday, offsetTime, tonight } from "./moments";

const at = (text: string) => parseZonedDateTime(`${text}[Europe/Berlin]`);

test("tonight is today's evening until it has begun", () => {
  expect(offsetTime(tonight(at("2026-11-21T09:30")))).toBe("2026-11-21T20:00:00+01:00");
  expect(offsetTime(tonight(at("2026-11-21T20:00")))).toBe("2026-11-22T20:00:00+01:00");
});

test("next Sunday is the coming one, with the offset of that day", () => {
  expect(offsetTime(nextSunday(at("2026-11-21T09:30")))).toBe("2026-11-22T10:00:00+01:00");
  expect(offsetTime(nextSunday(at("2026-11-22T11:00")))).toBe("2026-11-29T10:00:00+01:00");
  expect(offsetTime(nextSunday(at("2026-03-27T11:00")))).toBe("2026-03-29T10:00:00+02:00");
});
