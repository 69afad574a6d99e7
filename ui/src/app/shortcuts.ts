/** Runs what a shortcut is for while a part of the console is there. */
import { useEffect } from "react";
import { shortcutOf, type ShortcutId } from "./shortcut-keys";

export function useShortcut(id: ShortcutId, run: () => void, enabled = true): void {
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || shortcutOf(event) !== id) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [id, run, enabled]);
}
