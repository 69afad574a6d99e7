import { expect, test } from "vitest";
import { nextHour, readSchedule, writeSchedule } from "./schedule";

const ZONE = "Europe/Berlin";

test("a schedule is shown in its own zone and comes back as the same instants", () => {
  const read = readSchedule("2026-07-01T08:00:00Z", "2026-07-01T09:30:00Z", ZONE);
  expect([read?.day.toString(), read?.from.toString(), read?.to.toString()]).toEqual(["2026-07-01", "10:00:00", "11:30:00"]);
  expect(writeSchedule(read!, ZONE)).toEqual({ start: "2026-07-01T08:00:00.000Z", end: "2026-07-01T09:30:00.000Z" });
});

test("an end before the beginning is on the next day", () => {
  const late = nextHour(new Date("2026-07-01T20:10:00Z"), ZONE);
  expect(late.from.hour).toBe(23);
  expect(writeSchedule(late, ZONE)).toEqual({ start: "2026-07-01T21:00:00.000Z", end: "2026-07-01T22:00:00.000Z" });
});
