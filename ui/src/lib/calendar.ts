/** A year of days, and which of them a holiday covers: whole days without a clock. */
import { CalendarDate, getDayOfWeek, parseDate } from "@internationalized/date";

export interface Span {
  readonly id: string;
  readonly name: string;
  readonly from_date?: string | undefined;
  readonly to_date?: string | undefined;
  readonly every_year?: boolean | undefined;
}

/** The days of a month in weeks that begin on Monday; nothing before the first and behind the last. */
export function weeksOf(year: number, month: number): (CalendarDate | null)[][] {
  const first = new CalendarDate(year, month, 1);
  const before = getDayOfWeek(first, "en-US", "mon");
  const days = first.calendar.getDaysInMonth(first);
  const cells = [...Array.from({ length: before }, () => null), ...Array.from({ length: days }, (_, index) => first.add({ days: index }))];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => Array.from({ length: 7 }, (_unused, day) => cells[week * 7 + day] ?? null));
}

/** Whether the holiday covers the day. One that comes every year may begin in one year and end in the next. */
export function covers(span: Span, day: CalendarDate): boolean {
  if (!span.from_date) return false;
  const from = parseDate(span.from_date);
  const to = parseDate(span.to_date ?? span.from_date);
  if (!span.every_year) return day.compare(from) >= 0 && day.compare(to) <= 0;
  return [day.year - 1, day.year].some((year) => {
    const begins = from.set({ year });
    const ends = to.set({ year: year + (to.year - from.year) });
    return day.compare(begins) >= 0 && day.compare(ends) <= 0;
  });
}
