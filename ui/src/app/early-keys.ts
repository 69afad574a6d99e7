/**
 * Shortcuts that are pressed while the console is still being read, with what is typed after them: kept, and given to the
 * console in their order once it answers keys (held-keys.ts). Nothing is kept before a shortcut was pressed, so that the
 * tree and its filter, which are there already, get what is typed for them; and what was pressed too long ago is forgotten.
 */
import { isLocked } from "../api/lock";
import { shortcutOf, type ShortcutId } from "./shortcut-keys";

export interface EarlyKey {
  readonly event: KeyboardEvent;
  /** When it was pressed, in milliseconds. */
  readonly at: number;
  readonly shortcut: ShortcutId | undefined;
}

/** Nobody still waits for what was pressed longer ago than this, in milliseconds. */
const FORGOTTEN_MS = 1_500;
const ALONE: readonly string[] = ["Shift", "Control", "Alt", "Meta", "CapsLock", "AltGraph"];

let kept: EarlyKey[] = [];
/** While a kept key is given out: it is not kept again. */
let giving = false;

/** Whether a key is a modifier, which means nothing alone. */
export const isAlone = (key: string): boolean => ALONE.includes(key);

export const isForgotten = ({ at }: EarlyKey): boolean => Date.now() - at > FORGOTTEN_MS;

function keep(event: KeyboardEvent): void {
  if (giving || isAlone(event.key)) return;
  const last = kept.at(-1);
  // Who has stopped typing has turned to something else; what is typed into the lock belongs to it.
  if (isLocked() || (last && isForgotten(last))) kept = [];
  const shortcut = isLocked() ? undefined : shortcutOf(event);
  // Shortcuts of the browser and of the desktop are theirs.
  if (!shortcut && (kept.length === 0 || event.ctrlKey || event.metaKey || event.altKey)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!shortcut || !event.repeat) kept.push({ event, at: Date.now(), shortcut });
}

/** Who takes the mouse goes on elsewhere. */
function drop(): void {
  kept = [];
}

/** Begins to keep what is pressed. */
export function keepEarlyKeys(): void {
  window.addEventListener("keydown", keep, true);
  window.addEventListener("pointerdown", drop, true);
}

/** The key that is next in turn, if it is not forgotten by now. */
export function nextEarlyKey(): EarlyKey | undefined {
  const last = kept.at(-1);
  if (last && isForgotten(last)) drop();
  return kept.shift();
}

/** Lets a key through that is given out. */
export function passing<Answer>(give: () => Answer): Answer {
  giving = true;
  try {
    return give();
  } finally {
    giving = false;
  }
}

/** Ends it: the console answers keys itself, or shows something that knows no shortcuts. */
export function endEarlyKeys(): void {
  drop();
  window.removeEventListener("keydown", keep, true);
  window.removeEventListener("pointerdown", drop, true);
}
