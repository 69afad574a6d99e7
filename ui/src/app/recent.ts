/** Where the person was last, newest first. Ends with the window, and with the session: names are the office's data. */
import type { Id } from "../api/types";

export interface RecentPlace {
  readonly id: Id;
  readonly name: string;
  readonly kind: "account" | "user";
}

const KEY = "cordboard.recent";
const KEPT = 10;

export function recentPlaces(): readonly RecentPlace[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Partial<RecentPlace>[];
    return kept.filter((place): place is RecentPlace => typeof place.id === "string" && typeof place.name === "string" && (place.kind === "account" || place.kind === "user"));
  } catch {
    return [];
  }
}

/** The place is the newest now; where one was before stays once. */
export function remember(place: RecentPlace): void {
  const others = recentPlaces().filter((other) => other.id !== place.id);
  sessionStorage.setItem(KEY, JSON.stringify([place, ...others].slice(0, KEPT)));
}

export function forgetPlaces(): void {
  sessionStorage.removeItem(KEY);
}
