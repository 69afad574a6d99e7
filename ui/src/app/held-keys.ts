/**
 * Keys that are pressed while a part of the console is still being read are held back, and given to what has the focus
 * once the part is there: who opens a dialog and types on loses no letter, and none goes to what lies below.
 */
import { endEarlyKeys, isAlone, isForgotten, nextEarlyKey, passing, type EarlyKey } from "./early-keys";

type Box = HTMLInputElement | HTMLTextAreaElement;

const isBox = (element: Element | null): element is Box => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** Begins to hold keys; the answer gives them out and ends it. */
export function holdKeys(): () => void {
  const held: KeyboardEvent[] = [];
  const hold = (event: KeyboardEvent) => {
    // Shortcuts of the browser and of the desktop are theirs.
    if (event.ctrlKey || event.metaKey || event.altKey || isAlone(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(event);
  };
  window.addEventListener("keydown", hold, true);
  return () => {
    window.removeEventListener("keydown", hold, true);
    for (const event of held.splice(0)) give(event);
  };
}

/** Does with what has the focus now what the key would have done; answers whether somebody took it. */
function give({ key, code, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const target = document.activeElement ?? document.body;
  const again = new KeyboardEvent("keydown", { key, code, shiftKey, ctrlKey, altKey, metaKey, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(again)) return true;
  if (ctrlKey || altKey || metaKey) return false;
  if (isBox(target)) {
    if (key.length === 1) write(target, key);
    else if (key === "Backspace") write(target, "", 1);
    else if (key === "Enter") target.form?.requestSubmit();
  } else if ((key === "Enter" || key === " ") && target instanceof HTMLElement) target.click();
  return false;
}

/** As if it had been typed: React hears of a value only when the element's own setter was used. */
function write(box: Box, text: string, before = 0): void {
  const start = Math.max(0, (box.selectionStart ?? box.value.length) - before);
  const end = box.selectionEnd ?? box.value.length;
  const prototype = box instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  const setter = Object.getOwnPropertyDescriptor(prototype, "value")?.set;
  setter?.call(box, box.value.slice(0, start) + text + box.value.slice(end));
  try {
    box.setSelectionRange(start + text.length, start + text.length);
  } catch {
    // Numbers and addresses have no place for a caret; they are written at their end.
  }
  box.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
}

const nextPicture = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Gives out what was pressed before the console was there, one after the other, each to what the one before it has opened. */
export async function giveEarlyKeys(): Promise<void> {
  for (let next = nextEarlyKey(); next; next = nextEarlyKey()) {
    if (next.shortcut && !(await answered(next))) break;
    // What was typed after locking was meant for nothing that is shown.
    if (next.shortcut === "lock") break;
    if (next.shortcut) await nextPicture();
    else passing(() => give(next.event));
  }
  endEarlyKeys();
}

/** Whether a shortcut does something, now or once the page it belongs to is there. */
async function answered(pressed: EarlyKey): Promise<boolean> {
  while (!passing(() => give(pressed.event))) {
    if (isForgotten(pressed)) return false;
    await nextPicture();
  }
  return true;
}
