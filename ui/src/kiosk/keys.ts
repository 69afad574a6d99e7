/** Which keys do what at the reception: the model of XiVO's switchboard at first, and whatever somebody makes of it. */

export const ACTIONS = [
  "answer", "call", "blind", "ask", "safe", "hold", "hangUp", "waiting", "park", "voicemail",
  "through", "department", "presence", "note", "visitors", "rooms", "hours", "large", "help", "leave",
] as const;
export type Action = (typeof ACTIONS)[number];
export type Keys = { readonly [action in Action]: string };

export const DEFAULT_KEYS: Keys = {
  answer: "F2",
  call: "F3",
  blind: "F4",
  ask: "F5",
  safe: "F6",
  hold: "F7",
  hangUp: "F8",
  waiting: "F9",
  park: "F10",
  voicemail: "F12",
  through: "Alt+B",
  department: "Alt+D",
  presence: "Alt+P",
  note: "Alt+N",
  visitors: "Alt+V",
  rooms: "Alt+M",
  hours: "Alt+O",
  large: "Alt+G",
  help: "F1",
  leave: "Alt+L",
};

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** A key with what is held down beside it, as it is shown and kept: "F4", "Alt+B". Letters by their place, as Alt changes them. */
export function keyName(event: Pressed): string {
  const letter = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1];
  const key = letter && (event.altKey || event.ctrlKey || event.metaKey) ? letter : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = [event.ctrlKey && "Ctrl", event.metaKey && "Meta", event.altKey && "Alt", event.shiftKey && event.key.length > 1 && "Shift"];
  return [...held.filter(Boolean), key].join("+");
}

export function actionOf(keys: Keys, name: string): Action | undefined {
  return ACTIONS.find((action) => keys[action] === name);
}

/** Whether an action may lie on this key: function keys, and others with Ctrl or Alt, so that no letter of a name is lost. */
export function isFree(name: string): boolean {
  return /^(?:Shift\+)?F\d{1,2}$/.test(name) || /^(?:Ctrl\+|Alt\+)+(?:Shift\+)?[\p{L}\p{N}]$/u.test(name);
}

/** The same keys with one action on another key; whoever had that key gets the one that is now free. */
export function remap(keys: Keys, action: Action, name: string): Keys {
  const other = actionOf(keys, name);
  const next = { ...keys, [action]: name };
  return other && other !== action ? { ...next, [other]: keys[action] } : next;
}

export function readKeys(text: string | undefined): Keys {
  let kept: Partial<Keys> = {};
  try {
    kept = JSON.parse(text ?? "{}") as Partial<Keys>;
  } catch {
    // What cannot be read is as if nobody had changed anything.
  }
  const keys = { ...DEFAULT_KEYS };
  for (const action of ACTIONS) {
    const name = kept[action];
    if (typeof name === "string" && isFree(name)) keys[action] = name;
  }
  return new Set(Object.values(keys)).size === ACTIONS.length ? keys : DEFAULT_KEYS;
}

/** Keys that edit text or go from place to place, and are left to the page. */
const PLAIN = new Set(["Tab", "Enter", "Escape", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", " "]);
const EDITING = new Set(["A", "C", "V", "X", "Z"]);

/** Whether the page may have the key at all. All others would lead out: to the browser's menus, tabs, pages and tools. */
export function staysInside(event: Pressed): boolean {
  if (event.metaKey) return false;
  if (event.altKey) return event.ctrlKey && event.key.length === 1;
  if (event.ctrlKey) return !event.shiftKey && (EDITING.has(event.code.slice(3)) || ["ArrowLeft", "ArrowRight", "Backspace", "Delete", "Home", "End", "Control"].includes(event.key));
  return PLAIN.has(event.key) || event.key.length === 1 || ["Shift", "Dead", "Process", "Unidentified", "AltGraph"].includes(event.key);
}
