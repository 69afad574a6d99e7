import { expect, test } from "vitest";
import type { Call, Calls } from "../api/kiosk";
import { asNumber, current, deed, deedWord, lasting, nextCall, onEnter, readHandOn, type Situation } from "./model";

const call = (id: string, stage: string): Call => ({ id, stage, party: { number: "030", name: "", user_id: null }, outgoing: false, asked: null, answered: false, slot: null, began: "", since: "", came_back_from: null, came_back: null });
const situation = (calls: Call[], more: Partial<Situation> = {}, parked: Call[] = []): Situation => ({ calls: { now: "", idle: null, calls, parked } satisfies Calls, picked: undefined, target: undefined, away: false, handOn: "safe", ...more });
const anna = { number: "101", name: "Anna" };

test("keys are about the call that is talked on, unless one was picked", () => {
  const calls = [call("a", "ringing"), call("b", "talking"), call("c", "held")];
  expect(current(situation(calls))?.id).toBe("b");
  expect(current(situation(calls, { picked: "c" }))?.id).toBe("c");
  expect(nextCall(situation(calls).calls, undefined, 1)).toBe("a");
  expect(nextCall(situation(calls).calls, "c", 1)).toBe("a");
});

test("one key holds and takes up, asks and connects, hangs up and cancels, parks and retrieves", () => {
  const done = (action: Parameters<typeof deed>[0], stage: string) => deed(action, situation([call("a", stage)], { target: anna }));
  expect(done("hold", "talking")).toMatchObject({ command: "hold" });
  expect(done("hold", "held")).toMatchObject({ command: "resume" });
  expect(done("ask", "talking")).toMatchObject({ command: "ask", number: "101" });
  expect(done("ask", "asking")).toMatchObject({ command: "complete" });
  expect(done("hangUp", "asking")).toMatchObject({ command: "cancel" });
  expect(done("hangUp", "talking")).toMatchObject({ command: "hang_up" });
  expect(deed("park", situation([], { picked: "p" }, [call("p", "parked")]))).toMatchObject({ command: "retrieve" });
});

test("what Enter does is called as what it does now, not as its key", () => {
  const called = (it: Situation) => deedWord(onEnter(it)?.deed ?? { dial: "nobody" });
  expect(called(situation([call("a", "asking")]))).toBe("do_complete");
  expect(called(situation([call("a", "held")], { picked: "a" }))).toBe("do_resume");
  expect(called(situation([], { picked: "p" }, [call("p", "parked")]))).toBe("do_retrieve");
  expect(called(situation([], { target: anna }))).toBe("do_dial");
});

test("what cannot be done says why", () => {
  expect(deed("blind", situation([call("a", "talking")]))).toBe("noTarget");
  expect(deed("blind", situation([], { target: anna }))).toBe("noCall");
  expect(deed("call", situation([], { target: anna, away: true }))).toBe("away");
  const idle = situation([], { target: anna });
  expect(deed("call", { ...idle, calls: { ...idle.calls, idle: "no_plane" } })).toBe("no_plane");
});

test("enter answers first, then hands on, then calls", () => {
  const enter = (it: Situation) => onEnter(it)?.action;
  expect(enter(situation([call("a", "ringing")], { target: anna }))).toBe("answer");
  expect(enter(situation([call("a", "talking"), call("b", "ringing")], { target: anna }))).toBe("safe");
  expect(enter(situation([call("a", "asking")], { target: anna }))).toBe("ask");
  expect(enter(situation([], { target: anna }))).toBe("call");
  expect(enter(situation([call("a", "talking"), call("b", "held")], { picked: "b" }))).toBe("hold");
  expect(enter(situation([]))).toBeUndefined();
});

test("enter hands on in the way that was chosen, and connects what was asked first", () => {
  const talking = situation([call("a", "talking")], { target: anna, handOn: "blind" });
  expect(onEnter(talking)).toMatchObject({ action: "blind", deed: { command: "blind", number: "101" } });
  expect(onEnter({ ...talking, handOn: "ask" })?.action).toBe("ask");
  expect(onEnter(situation([call("a", "asking")], { target: anna, handOn: "blind" }))).toMatchObject({ deed: { command: "complete" } });
  expect(readHandOn("nonsense")).toBe("safe");
});

test("numbers are told from names, and times are read by the engine's clock", () => {
  expect(asNumber(" +49 30 123 ")).toBe("+49 30 123");
  expect(asNumber("anna")).toBeUndefined();
  expect(lasting("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:01:05Z"))).toBe("1:05");
  expect(lasting("2026-01-01T00:00:00Z", Date.parse("2026-01-01T02:00:09Z"))).toBe("2:00:09");
});
