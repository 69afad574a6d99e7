/** Dates and times as the person's language writes them; the digits stay those of the page. */
import i18next from "i18next";

export function formatDateTime(time: string, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: "medium", timeStyle: "short", ...zone }).format(new Date(time));
}

export function formatWhen(time: string, timeZone: string): string {
  return new Intl.DateTimeFormat(i18next.language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(new Date(time));
}

/** A calendar day, "2026-12-24". */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** Names of the days from Monday on. */
export function dayNames(style: "short" | "long"): string[] {
  const format = new Intl.DateTimeFormat(i18next.language, { weekday: style, timeZone: "UTC" });
  // 5 January 2026 is a Monday.
  return Array.from({ length: 7 }, (_, index) => format.format(new Date(Date.UTC(2026, 0, 5 + index))));
}
