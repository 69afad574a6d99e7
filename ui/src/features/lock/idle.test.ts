import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchIdle } from "./idle";

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;

test("after the chosen minutes without a key or a pointer nobody is there", () => {
  const left = vi.fn();
  const stop = watchIdle(5, left);
  vi.advanceTimersByTime(4 * MINUTE);
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
  vi.advanceTimersByTime(4 * MINUTE);
  expect(left).not.toHaveBeenCalled();
  vi.advanceTimersByTime(MINUTE + 10_000);
  expect(left).toHaveBeenCalled();
  stop();
});

test("who works in another window of the same browser is there", () => {
  const left = vi.fn();
  const stop = watchIdle(1, left);
  vi.advanceTimersByTime(50_000);
  localStorage.setItem("cordboard.active", String(Date.now()));
  vi.advanceTimersByTime(50_000);
  expect(left).not.toHaveBeenCalled();
  stop();
});
