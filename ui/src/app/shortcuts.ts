/** One list of the console's shortcuts: what runs them and what the help shows come from here. */
import { useEffect } from "react";

export const SHORTCUTS = [
  { id: "search", keys: ["Ctrl", "K"] },
  { id: "save", keys: ["Ctrl", "S"] },
  { id: "newAccount", keys: ["Alt", "A"] },
  { id: "newPerson", keys: ["Alt", "P"] },
  { id: "filter", keys: ["Alt", "F"] },
  { id: "help", keys: ["?"] },
] as const;

export const TREE_SHORTCUTS = [
  { id: "treeMove", keys: ["↑", "↓"] },
  { id: "treeOpenClose", keys: ["←", "→"] },
  { id: "treeEnter", keys: ["Enter"] },
  { id: "treeRename", keys: ["F2"] },
  { id: "treeMenu", keys: ["Shift", "F10"] },
  { id: "treeDelete", keys: ["Del"] },
] as const;

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];

function matches(event: KeyboardEvent, keys: readonly string[]): boolean {
  const wanted = new Set(keys);
  const key = keys.at(-1)?.toLowerCase();
  if (wanted.has("Ctrl") !== (event.ctrlKey || event.metaKey) || wanted.has("Alt") !== event.altKey) return false;
  // With Alt some layouts type another letter; the key's place is what counts.
  return event.key.toLowerCase() === key || (event.altKey && event.code === `Key${key?.toUpperCase()}`);
}

const TYPING = "input, textarea, [contenteditable], [role=spinbutton]";

export function useShortcut(id: ShortcutId, run: () => void, enabled = true): void {
  useEffect(() => {
    if (!enabled) return;
    const shortcut = SHORTCUTS.find((entry) => entry.id === id);
    const onKey = (event: KeyboardEvent) => {
      if (!shortcut || event.defaultPrevented || !matches(event, shortcut.keys)) return;
      // A plain key is a letter while somebody types.
      if (shortcut.keys.length === 1 && (event.target as Element | null)?.closest?.(TYPING)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [id, run, enabled]);
}
