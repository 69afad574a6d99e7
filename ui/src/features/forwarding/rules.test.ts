import { expect, test } from "vitest";
import { actionsFor, defaultRule, hasNoAnswer, isNumber, tidyRule } from "./rules";

test("only available and busy may ring, and ring unless told otherwise", () => {
  expect(defaultRule("busy", "office_hours")).toEqual({ action: "ring" });
  expect(defaultRule("lunch", "office_hours")).toEqual({ action: "forward_to_voicemail" });
  expect(actionsFor("available", "office_hours")).toContain("ring");
  expect(actionsFor("offline", "office_hours")).not.toContain("ring");
  expect(actionsFor("available", "no_answer")).not.toContain("ring");
});

test("a state that never rings has no rule for unanswered calls", () => {
  expect(hasNoAnswer("available", undefined)).toBe(true);
  expect(hasNoAnswer("available", { office_hours: { action: "hang_up" } })).toBe(true);
  expect(hasNoAnswer("available", { office_hours: { action: "hang_up" }, non_office_hours: { action: "forward_to_voicemail" } })).toBe(false);
  expect(hasNoAnswer("lunch", undefined)).toBe(false);
});

test("a number is kept without blanks, also while another action is chosen", () => {
  expect(tidyRule({ action: "forward_to_voicemail", number: "12 3" })).toEqual({ action: "forward_to_voicemail", number: "123" });
  expect(tidyRule({ action: "forward_to_voicemail", number: "12x" })).toEqual({ action: "forward_to_voicemail" });
  expect(tidyRule({ action: "forward_to_number", number: "+49 (171) 12-3" })).toEqual({ action: "forward_to_number", number: "+49171123" });
});

test.each([["201", true], ["+49 171 123", true], ["*97", true], ["", false], ["abc", false]])("%s is a number: %s", (text, answer) => {
  expect(isNumber(text)).toBe(answer);
});
