import { browserPlatform } from "./browser";
import type { Platform } from "./types";

export type { FeedEvent, Platform } from "./types";

/** Which host this page runs in. The desktop half is loaded only there, so a browser never downloads it. */
export async function detectPlatform(): Promise<Platform> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriPlatform();
  return browserPlatform();
}
