/**
 * A week of open hours as text, as painted cells, and back.
 *
 * Only shapes are changed here; what hours mean for a call is decided by the engine.
 */
import { DAYS, type Day, type Range, type Week } from "../api/types";

export const MINUTES_A_DAY = 24 * 60;
const NAMES: readonly (readonly string[])[] = [
  ["mon", "monday", "mo", "montag"],
  ["tue", "tuesday", "tu", "di", "dienstag"],
  ["wed", "wednesday", "we", "mi", "mittwoch"],
  ["thu", "thursday", "th", "do", "donnerstag"],
  ["fri", "friday", "fr", "freitag"],
  ["sat", "saturday", "sa", "samstag"],
  ["sun", "sunday", "su", "so", "sonntag"],
];

export function minutesOf(time: string): number | null {
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(time.trim());
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return Number(match[2] ?? 0) < 60 && minutes <= MINUTES_A_DAY ? minutes : null;
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Open minutes of one day, sorted and joined. */
export function rangesOf(week: Week, day: Day): Range[] {
  const hours = week[day];
  if (!hours?.enabled) return [];
  if (!hours.ranges?.length) return [{ from: "00:00", to: "24:00" }];
  return joinRanges(hours.ranges);
}

export function joinRanges(ranges: readonly Range[]): Range[] {
  const spans = ranges
    .map((range) => [minutesOf(range.from) ?? 0, minutesOf(range.to) ?? 0] as [number, number])
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined.map(([from, to]) => ({ from: timeOf(from), to: timeOf(to) }));
}

/** Sets or clears the span `from`..`to` (minutes) of a day. */
export function paint(week: Week, day: Day, from: number, to: number, open: boolean): Week {
  const kept: Range[] = [];
  for (const range of rangesOf(week, day)) {
    const start = minutesOf(range.from) ?? 0;
    const end = minutesOf(range.to) ?? 0;
    if (start < from) kept.push({ from: range.from, to: timeOf(Math.min(end, from)) });
    if (end > to) kept.push({ from: timeOf(Math.max(start, to)), to: range.to });
  }
  if (open) kept.push({ from: timeOf(from), to: timeOf(to) });
  return withDay(week, day, kept);
}

export function withDay(week: Week, day: Day, ranges: readonly Range[]): Week {
  const joined = joinRanges(ranges);
  return { ...week, [day]: { enabled: joined.length > 0, ranges: joined } };
}

export function isOpenAt(week: Week, day: Day, minute: number): boolean {
  return rangesOf(week, day).some((range) => minute >= (minutesOf(range.from) ?? 0) && minute < (minutesOf(range.to) ?? 0));
}

export function dayText(week: Week, day: Day): string {
  return rangesOf(week, day).map((range) => `${range.from}-${range.to}`).join(", ");
}

/** What stands between times and between days, also as an Arabic keyboard has it. */
const COMMA = /[,،]/;
const SEMICOLON = /[;؛\n]/;

/** "09:00-12:00, 13:00-17:30"; empty means closed. `null` when it cannot be read. */
export function parseRanges(text: string): Range[] | null {
  const parts = text.split(COMMA).map((part) => part.trim()).filter(Boolean);
  const ranges: Range[] = [];
  for (const part of parts) {
    const [from, to, rest] = part.split(/\s*[-–]\s*/);
    const start = minutesOf(from ?? "");
    const end = minutesOf(to ?? "");
    if (rest !== undefined || start === null || end === null || end <= start) return null;
    ranges.push({ from: timeOf(start), to: timeOf(end) });
  }
  return joinRanges(ranges);
}

/** "Mon-Fri 09:00-17:30; Sat 10:00-14:00": days with the same hours are written together. */
export function weekText(week: Week, names: readonly string[]): string {
  const parts: string[] = [];
  let index = 0;
  while (index < DAYS.length) {
    const text = dayText(week, DAYS[index]!);
    let last = index;
    while (last + 1 < DAYS.length && dayText(week, DAYS[last + 1]!) === text) last += 1;
    if (text) parts.push(`${index === last ? names[index]! : `${names[index]!}-${names[last]!}`} ${text}`);
    index = last + 1;
  }
  return parts.join("; ");
}

/** Reads what `weekText` writes, in English, German or the given day names; days not named are closed. */
export function parseWeek(text: string, names: readonly string[] = []): Week | null {
  let week: Week = Object.fromEntries(DAYS.map((day) => [day, { enabled: false, ranges: [] }])) as Week;
  for (const part of text.split(SEMICOLON).map((piece) => piece.trim()).filter(Boolean)) {
    const match = /^([^\d]+?)\s*(\d.*)$/u.exec(part);
    const days = match ? parseDays(match[1]!, names) : null;
    const ranges = match ? parseRanges(match[2]!) : null;
    if (!days || !ranges || ranges.length === 0) return null;
    for (const day of days) week = withDay(week, day, [...rangesOf(week, day), ...ranges]);
  }
  return week;
}

function parseDays(text: string, names: readonly string[]): Day[] | null {
  const days: Day[] = [];
  for (const part of text.split(COMMA).map((piece) => piece.trim()).filter(Boolean)) {
    const [first, last, rest] = part.split(/\s*[-–]\s*/).map((name) => dayIndex(name, names));
    if (first === null || first === undefined || last === null || rest !== undefined) return null;
    const span = ((last ?? first) - first + DAYS.length) % DAYS.length;
    for (let step = 0; step <= span; step += 1) days.push(DAYS[(first + step) % DAYS.length]!);
  }
  return days.length > 0 ? days : null;
}

function dayIndex(name: string, names: readonly string[]): number | null {
  const plain = name.toLocaleLowerCase().replace(/\.$/, "");
  const local = names.findIndex((entry) => entry.toLocaleLowerCase().replace(/\.$/, "") === plain);
  const index = local >= 0 ? local : NAMES.findIndex((entries) => entries.includes(plain));
  return index >= 0 ? index : null;
}
