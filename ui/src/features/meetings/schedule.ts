/** The schedule of a room: a day and two times of day in its zone, as instants on the wire. */
import { parseAbsolute, Time, toCalendarDate, toCalendarDateTime, toTime, toZoned, type CalendarDate } from "@internationalized/date";

export interface Schedule {
  readonly day: CalendarDate;
  readonly from: Time;
  readonly to: Time;
}

export function readSchedule(start: string | null | undefined, end: string | null | undefined, zone: string): Schedule | null {
  if (!start) return null;
  const from = parseAbsolute(new Date(start).toISOString(), zone);
  const to = end ? parseAbsolute(new Date(end).toISOString(), zone) : from.add({ hours: 1 });
  return { day: toCalendarDate(from), from: toTime(from), to: toTime(to) };
}

/** An end that is not after the beginning is on the next day. */
export function writeSchedule({ day, from, to }: Schedule, zone: string): { start: string; end: string } {
  const last = to.compare(from) > 0 ? day : day.add({ days: 1 });
  return {
    start: toZoned(toCalendarDateTime(day, from), zone).toAbsoluteString(),
    end: toZoned(toCalendarDateTime(last, to), zone).toAbsoluteString(),
  };
}

/** The next full hour, for an hour. */
export function nextHour(now: Date, zone: string): Schedule {
  const next = parseAbsolute(now.toISOString(), zone).add({ hours: 1 });
  return { day: toCalendarDate(next), from: new Time(next.hour), to: new Time((next.hour + 1) % 24) };
}
