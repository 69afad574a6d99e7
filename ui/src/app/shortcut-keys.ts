/**
 * One list of the console's shortcuts: what runs them, what the help shows and what is kept for them while the console is still
 * being read come from here. The page's first part has it, too; so it knows nothing of React.
 */

export const SHORTCUTS = [
  { id: "search", keys: ["Ctrl", "K"] },
  { id: "save", keys: ["Ctrl", "S"] },
  { id: "newAccount", keys: ["Alt", "A"] },
  { id: "newPerson", keys: ["Alt", "P"] },
  { id: "filter", keys: ["Alt", "F"] },
  { id: "lock", keys: ["Alt", "L"] },
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

/** Where a plain key is a letter, and no shortcut. */
const TYPING = "input, textarea, [contenteditable], [role=spinbutton]";

/** The shortcut that a key press is, if it is one where it was pressed. */
export function shortcutOf(event: KeyboardEvent): ShortcutId | undefined {
  const shortcut = SHORTCUTS.find(({ keys }) => matches(event, keys));
  const isLetter = shortcut?.keys.length === 1 && (event.target as Element | null)?.closest?.(TYPING);
  return isLetter ? undefined : shortcut?.id;
}
