/** The span of time that a log shows, as its address says it: whole days of this computer's calendar. */
import type { Span } from "../../api/logs";

export const SPANS = ["today", "week", "month", "quarter"] as const;
export type SpanName = (typeof SPANS)[number];

const DAYS: { readonly [name in SpanName]: number } = { today: 1, week: 7, month: 31, quarter: 92 };

/** From the beginning of a day up to the end of today. */
export function spanOf(name: SpanName, now: Date): Span {
  const until = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  const since = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1 - DAYS[name]);
  return { since: since.toISOString(), until: until.toISOString() };
}

export const spanName = (text: string | undefined): SpanName => SPANS.find((name) => name === text) ?? "week";

/** 65 seconds are "1:05", an hour and a bit "1:02:03". */
export function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.floor(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
