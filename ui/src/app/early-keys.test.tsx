import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endEarlyKeys, keepEarlyKeys } from "./early-keys";
import { giveEarlyKeys } from "./held-keys";
import { useShortcut } from "./shortcuts";

const press = (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

function Console({ locked }: { locked?: () => void }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  useShortcut("search", () => setOpen(true));
  useShortcut("lock", () => locked?.());
  return open ? <input autoFocus aria-label="Find" value={text} onChange={(event) => setText(event.target.value)} /> : <p>nothing</p>;
}

beforeEach(keepEarlyKeys);
afterEach(() => {
  endEarlyKeys();
  vi.restoreAllMocks();
});

test("a shortcut pressed before the console is there is done then, and gets what was typed after it", async () => {
  for (const key of ["k", "a", "n", "x", "Backspace", "n"]) press(key, { ctrlKey: key === "k" });
  render(<Console />);
  void giveEarlyKeys();
  // Still in turn: it was typed after the others.
  press("a");
  const box = await screen.findByLabelText<HTMLInputElement>("Find");
  await waitFor(() => expect(box.value).toBe("anna"));
});

test("what is typed before any shortcut belongs to what is there already", () => {
  const typed = vi.fn();
  render(<input aria-label="Filter" autoFocus onKeyDown={(event) => typed(event.key)} />);
  for (const key of ["f", "?", "Enter"]) press(key);
  expect(typed.mock.calls.flat()).toEqual(["f", "?", "Enter"]);
});

test.each([
  ["what was pressed too long ago is forgotten", () => void vi.spyOn(Date, "now").mockReturnValue(Date.now() + 5_000)],
  ["who takes the mouse after a shortcut goes on elsewhere", () => void fireEvent.pointerDown(document.body)],
])("%s", async (_, then) => {
  press("k", { ctrlKey: true });
  press("a");
  then();
  render(<Console />);
  await giveEarlyKeys();
  expect(screen.getByText("nothing")).toBeTruthy();
  // From now on the console answers itself.
  press("k", { ctrlKey: true });
  expect(screen.getByLabelText<HTMLInputElement>("Find").value).toBe("");
});

test("what is typed after locking is written nowhere", async () => {
  const locked = vi.fn();
  press("l", { altKey: true });
  for (const key of "secret") press(key);
  render(
    <>
      <Console locked={locked} />
      <input aria-label="Filter" autoFocus />
    </>,
  );
  await giveEarlyKeys();
  expect(locked).toHaveBeenCalledOnce();
  expect(screen.getByLabelText<HTMLInputElement>("Filter").value).toBe("");
});
