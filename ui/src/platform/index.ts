import { browserPlatform } from "./browser";
import { tauriPlatform } from "./tauri";
import type { Platform } from "./types";

export type { Computer, Copy, FeedEvent, Offices, Platform, Refused, Tray, TrayEntry } from "./types";

/** Which host this page runs in. Both halves are at hand: fetching six kilobytes by themselves took longer than reading them. */
export function detectPlatform(): Platform {
  return "__TAURI_INTERNALS__" in window ? tauriPlatform() : browserPlatform();
}
