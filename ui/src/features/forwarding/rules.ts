/** What a cell of the matrix says: the stored rule or the default, and what may be chosen there. */
import { ACTIONS, type Action, type NoAnswer, type Rule, type State, type StateRules } from "../../api/types";
import type { IconName } from "../../design/Icon";
import type { Tone } from "../../design/Chip";
import type { Part } from "./place";

export const DEFAULT_TIMEOUT_S = 60;
export const TIMEOUT_S = { least: 5, most: 300 } as const;

export const mayRing = (state: State): boolean => state === "available" || state === "busy";

export function defaultRule(state: State, part: Part): Rule | NoAnswer {
  if (part === "no_answer") return { action: "forward_to_voicemail", timeout_s: DEFAULT_TIMEOUT_S };
  return { action: mayRing(state) ? "ring" : "forward_to_voicemail" };
}

export function actionsFor(state: State, part: Part): readonly Action[] {
  const rings = mayRing(state) && part !== "no_answer";
  return rings ? ACTIONS : ACTIONS.filter((action) => action !== "ring");
}

/** A call that never rings is never left unanswered. */
export function hasNoAnswer(state: State, rules: StateRules | undefined): boolean {
  if (!mayRing(state)) return false;
  const action = (part: "office_hours" | "non_office_hours") => (rules?.[part] ?? defaultRule(state, part)).action;
  return action("office_hours") === "ring" || action("non_office_hours") === "ring";
}

export const ACTION_ICONS: { readonly [action in Action]: IconName } = {
  ring: "ring",
  forward_to_number: "forward",
  forward_to_voicemail: "voicemail",
  hang_up: "hangup",
};

export const ACTION_TONES: { readonly [action in Action]: Tone } = {
  ring: "ok",
  forward_to_number: "info",
  forward_to_voicemail: "mail",
  hang_up: "danger",
};

/** The rule as it is sent. A number stays with a rule that does not use it now: whoever turns forwarding on again finds it. */
export function tidyRule<R extends Rule>(rule: R): R {
  const { number, ...rest } = rule;
  return isNumber(number ?? "") ? { ...rest, number: (number ?? "").replace(/[\s()./-]/g, "") } as R : (rest as R);
}

export const isNumber = (text: string): boolean => /^\+?[0-9*#]{1,32}$/.test(text.replace(/[\s()./-]/g, ""));
