import { expect, test } from "vitest";
import { ACTIONS, actionOf, DEFAULT_KEYS, isFree, keyName, readKeys, remap, staysInside } from "./keys";

const press = (key: string, held: Partial<Record<"altKey" | "ctrlKey" | "metaKey" | "shiftKey", boolean>> = {}, code = `Key${key.toUpperCase()}`) => ({ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

test("every action has a key of its own that takes no letter from a name", () => {
  expect(new Set(Object.values(DEFAULT_KEYS)).size).toBe(ACTIONS.length);
  expect(Object.values(DEFAULT_KEYS).filter((name) => !isFree(name))).toEqual([]);
  for (const name of ["A", "Enter", "Escape", "Shift+A", "1"]) expect(isFree(name)).toBe(false);
});

test("a letter with Alt is known by its place, whatever Alt makes of it", () => {
  expect(keyName(press("∫", { altKey: true }, "KeyB"))).toBe("Alt+B");
  expect(actionOf(DEFAULT_KEYS, keyName(press("F5", {}, "F5")))).toBe("ask");
});

test("a key that is given away is exchanged, and what is kept wrongly is not believed", () => {
  const keys = remap(DEFAULT_KEYS, "call", "F4");
  expect([keys.call, keys.blind]).toEqual(["F4", "F3"]);
  expect(readKeys(JSON.stringify(keys))).toEqual(keys);
  expect(readKeys("nonsense")).toEqual(DEFAULT_KEYS);
  expect(readKeys(JSON.stringify({ call: "F4" }))).toEqual(DEFAULT_KEYS);
  expect(readKeys(JSON.stringify({ call: "a" }))).toEqual(DEFAULT_KEYS);
});

test("keys that lead out of the page do not reach the browser", () => {
  const out = [press("F5", {}, "F5"), press("F11", {}, "F11"), press("F12", {}, "F12"), press("i", { ctrlKey: true, shiftKey: true }), press("t", { ctrlKey: true }), press("l", { ctrlKey: true }), press("p", { ctrlKey: true }), press("ArrowLeft", { altKey: true }, "ArrowLeft"), press("Tab", { ctrlKey: true }, "Tab"), press("F4", { altKey: true }, "F4"), press("q", { metaKey: true })];
  expect(out.filter(staysInside)).toEqual([]);
  const inside = [press("a"), press("?"), press("v", { ctrlKey: true }), press("Enter", {}, "Enter"), press("ArrowDown", {}, "ArrowDown"), press("@", { altKey: true, ctrlKey: true }, "KeyQ")];
  expect(inside.filter((event) => !staysInside(event))).toEqual([]);
});
