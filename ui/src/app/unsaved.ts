/** How much is typed and not saved, and what is on its way; the status bar says it in words. */
import { useEffect, useSyncExternalStore } from "react";

const dirty = new Set<symbol>();
const listeners = new Set<() => void>();
let lastFailed = false;

function tell(): void {
  for (const listener of listeners) listener();
}

export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const mark = Symbol("draft");
    dirty.add(mark);
    tell();
    return () => {
      dirty.delete(mark);
      tell();
    };
  }, [isDirty]);
}

export function noteSaved(succeeded: boolean): void {
  lastFailed = !succeeded;
  tell();
}

/** Whether leaving the page would lose what was typed, so that the person is asked first. */
export const isUnsaved = (): boolean => dirty.size > 0;

export type SaveState = "saved" | "unsaved" | "failed";

export function useSaveState(): SaveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (isUnsaved() ? (lastFailed ? "failed" : "unsaved") : "saved"),
  );
}
