import { expect, test } from "vitest";
import { afterSaving, asEdit, asQuestions, overtaken, setChange, settle, valueAt } from "./draft";

const base = { first_name: "Anna", forwarding: { busy: { office_hours: { action: "ring" } } } };

test("a change carries the value the editor saw and the value it wants", () => {
  const changes = setChange({}, base, "/first_name", "Anne");
  expect(asEdit(changes)).toEqual([{ path: "/first_name", from: "Anna", to: "Anne" }]);
});

test("a field that was not there has no from, and clearing a field has no to", () => {
  expect(asEdit(setChange({}, base, "/email", "a@b.c"))).toEqual([{ path: "/email", to: "a@b.c" }]);
  expect(asEdit(setChange({}, base, "/first_name", undefined))).toEqual([{ path: "/first_name", from: "Anna" }]);
});

test("going back to what was there is no change", () => {
  const path = "/forwarding/busy/office_hours";
  const there = setChange({}, base, path, { action: "hang_up" });
  expect(setChange(there, base, path, { action: "ring" })).toEqual({});
});

test("what was typed survives a record that changes underneath, with the from that was seen", () => {
  const changes = setChange({}, base, "/first_name", "Anne");
  const newer = { ...base, first_name: "Anja" };
  expect(valueAt(changes, newer, "/first_name")).toBe("Anne");
  expect(setChange(changes, newer, "/first_name", "Annette")["/first_name"]?.from).toBe("Anna");
});

test("mine is asked for again on top of theirs; theirs drops my change", () => {
  const changes = setChange({}, base, "/first_name", "Anne");
  const clash = { path: "/first_name", base: "Anna", theirs: "Anja", mine: "Anne" };
  expect(asEdit(settle(changes, clash, "mine"))).toEqual([{ path: "/first_name", from: "Anja", to: "Anne" }]);
  expect(settle(changes, clash, "theirs")).toEqual({});
});

test("a clash inside a list is settled for that element only", () => {
  const list = { exceptions: [{ id: "a", caller_mask: "1*" }] };
  const changes = setChange({}, list, "/exceptions", [{ id: "a", caller_mask: "2*" }, { id: "b", caller_mask: "9" }]);
  const clash = { path: "/exceptions/a/caller_mask", base: "1*", theirs: "3*", mine: "2*" };
  expect(asEdit(settle(changes, clash, "mine"))[0]?.from).toEqual([{ id: "a", caller_mask: "3*" }]);
  expect(asEdit(settle(changes, clash, "theirs"))[0]?.to).toEqual([
    { id: "a", caller_mask: "3*" },
    { id: "b", caller_mask: "9" },
  ]);
});

test("a rule that somebody cleared is asked for again without a from", () => {
  const path = "/forwarding/busy/office_hours";
  const changes = setChange({}, base, path, { action: "hang_up" });
  const clash = { path, base: { action: "ring" }, mine: { action: "hang_up" } };
  expect(asEdit(settle(changes, clash, "mine"))).toEqual([{ path, to: { action: "hang_up" } }]);
});

test("a rule whose action and number both clash is one question, settled as a whole", () => {
  const path = "/forwarding/lunch/office_hours";
  const seen = { forwarding: { lunch: { office_hours: { action: "forward_to_number", number: "202" } } } };
  const changes = setChange({}, seen, path, { action: "hang_up" });
  const questions = asQuestions(changes, [
    { path: `${path}/action`, base: "forward_to_number", theirs: "forward_to_number", mine: "hang_up" },
    { path: `${path}/number`, base: "202", theirs: "999" },
  ]);
  const theirs = { action: "forward_to_number", number: "999" };
  expect(questions).toEqual([{ path, base: { action: "forward_to_number", number: "202" }, theirs, mine: { action: "hang_up" } }]);
  expect(asEdit(settle(changes, questions[0]!, "mine"))).toEqual([{ path, from: theirs, to: { action: "hang_up" } }]);
  expect(settle(changes, questions[0]!, "theirs")).toEqual({});
});

test("what was typed while a save was under way stays unsaved", () => {
  const sent = setChange(setChange({}, base, "/first_name", "Anne"), base, "/email", "a@b.c");
  const typed = setChange(setChange(sent, base, "/first_name", "Annette"), base, "/mobile", "1");
  expect(asEdit(afterSaving(typed, sent))).toEqual([
    { path: "/first_name", from: "Anne", to: "Annette" },
    { path: "/mobile", to: "1" },
  ]);
  expect(afterSaving(sent, sent)).toEqual({});
});

test("a value that somebody else has given another one meanwhile is a question; what both want alike is none", () => {
  const changes = setChange(setChange({}, base, "/first_name", "Anne"), base, "/email", "a@b.c");
  expect(overtaken(changes, base)).toEqual([]);
  expect(overtaken(changes, { ...base, first_name: "Annika" })).toEqual([{ path: "/first_name", base: "Anna", theirs: "Annika", mine: "Anne" }]);
  expect(overtaken(changes, { ...base, first_name: "Anne" })).toEqual([]);
});

test("rules and lists that changed elsewhere are left to the engine, which merges them", () => {
  const path = "/forwarding/busy/office_hours";
  const changes = setChange({}, base, path, { action: "hang_up" });
  expect(overtaken(changes, { forwarding: { busy: { office_hours: { action: "ring", number: "1" } } } })).toEqual([]);
});
