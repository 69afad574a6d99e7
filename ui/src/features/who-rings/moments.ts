/** Moments people ask about, in the zone of the person who is called. */
import { getDayOfWeek, type ZonedDateTime } from "@internationalized/date";

const EVENING_HOUR = 20;
const SUNDAY_HOUR = 10;

const atHour = (day: ZonedDateTime, hour: number): ZonedDateTime => day.set({ hour, minute: 0, second: 0, millisecond: 0 });

/** Today at 20:00; tomorrow's when that has passed. */
export function tonight(now: ZonedDateTime): ZonedDateTime {
  const evening = atHour(now, EVENING_HOUR);
  return evening.compare(now) > 0 ? evening : evening.add({ days: 1 });
}

/** The Sunday to come, at 10:00. */
export function nextSunday(now: ZonedDateTime): ZonedDateTime {
  const days = (7 - getDayOfWeek(now, "en-US", "sun")) % 7;
  const sunday = atHour(now.add({ days }), SUNDAY_HOUR);
  return sunday.compare(now) > 0 ? sunday : sunday.add({ days: 7 });
}

/** RFC 3339 with the offset, without the zone's name. */
export function offsetTime(at: ZonedDateTime): string {
  return at.toString().replace(/\[.*\]$/, "");
}
