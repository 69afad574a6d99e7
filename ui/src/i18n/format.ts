/** Dates, times, sizes and lists as the person's language writes them; the digits stay those of the page. */
import i18next from "i18next";

/** The browser's own region where it fits the chosen language: English from Britain writes days before months. */
export function formatLocale(): string {
  const language = i18next.language;
  return navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
}

const dates = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than drawing a row of a list: each is made once. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = formatLocale();
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = dates.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  dates.set(key, made);
  return made;
}

export function formatDateTime(time: string, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  return dateFormat({ dateStyle: "medium", timeStyle: "short", ...zone }).format(new Date(time));
}

/** The time of day here. */
export function formatTime(time: Date): string {
  return dateFormat({ timeStyle: "short" }).format(time);
}

export function formatWhen(time: string, timeZone: string): string {
  return dateFormat({
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(new Date(time));
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in the largest unit of which there is one. */
export function bytesText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const number = bytes / 1000 ** step;
  return new Intl.NumberFormat(formatLocale(), { style: "unit", unit: UNITS[step] ?? "byte", maximumFractionDigits: number < 10 ? 1 : 0 }).format(number);
}

/** Several things one after the other, with the comma of the language; what is empty is left out. */
export const listText = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(i18next.t("common.comma"));

/** A calendar day, "2026-12-24". */
export function formatDay(day: string): string {
  return dateFormat({ dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** Names of the days from Monday on. */
export function dayNames(style: "short" | "long"): string[] {
  const format = dateFormat({ weekday: style, timeZone: "UTC" });
  // 5 January 2026 is a Monday.
  return Array.from({ length: 7 }, (_, index) => format.format(new Date(Date.UTC(2026, 0, 5 + index))));
}
