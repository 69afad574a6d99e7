/** What can be done at the desk as it is now, and what each key means for which call. Pure, so that it can be tested. */
import type { Call, CallCommand, Calls } from "../api/kiosk";
import type { Action } from "./keys";

/** To whom a call can go: a colleague, or a number that was typed. */
export interface Target {
  readonly number: string;
  readonly name: string;
}

export interface Situation {
  readonly calls: Calls;
  /** The call that was picked in the lists, if one was. */
  readonly picked: string | undefined;
  readonly target: Target | undefined;
  /** The engine does not answer. */
  readonly away: boolean;
  /** How Enter hands a call on. */
  readonly handOn: HandOn;
}

/** The ways in which Enter may hand a call on to the one who was found; the first one until somebody chooses. */
export const HAND_ON = ["safe", "ask", "blind"] as const;
export type HandOn = (typeof HAND_ON)[number];
export const readHandOn = (kept: string | undefined): HandOn => HAND_ON.find((way) => way === kept) ?? HAND_ON[0];

/** Why something cannot be done. */
export type Reason = "away" | "no_plane" | "no_line" | "noCall" | "noTarget" | "notNow";

/** What a key comes to. */
export type Deed = { readonly dial: string } | { readonly call: Call; readonly command: CallCommand; readonly number?: string };

const STAGES = ["talking", "asking", "dialling", "held", "ringing", "handed_on"] as const;

/** The call that keys are about: the picked one, else the one that needs the desk most. */
export function current({ calls, picked }: Situation): Call | undefined {
  const all = [...calls.calls, ...calls.parked];
  const chosen = all.find((call) => call.id === picked);
  if (chosen) return chosen;
  for (const stage of STAGES) {
    const found = calls.calls.find((call) => call.stage === stage);
    if (found) return found;
  }
  return undefined;
}

const of = (call: Call, command: CallCommand, number?: string): Deed => (number === undefined ? { call, command } : { call, command, number });

/** What an action does now, or why it does nothing. */
export function deed(action: Action, situation: Situation): Deed | Reason {
  const { calls, target, away } = situation;
  if (away) return "away";
  if (calls.idle) return calls.idle as Reason;
  const call = current(situation);
  const ringing = call?.stage === "ringing" ? call : calls.calls.find((one) => one.stage === "ringing");
  switch (action) {
    case "answer":
      return ringing ? of(ringing, "answer") : "noCall";
    case "call":
      return target ? { dial: target.number } : "noTarget";
    case "hold":
      if (!call) return "noCall";
      if (call.stage === "talking") return of(call, "hold");
      return call.stage === "held" ? of(call, "resume") : "notNow";
    case "hangUp":
      if (!call) return "noCall";
      if (call.stage === "asking" || call.stage === "handed_on") return of(call, "cancel");
      return call.stage === "parked" ? "notNow" : of(call, "hang_up");
    case "park":
      if (!call) return "noCall";
      if (call.stage === "parked") return of(call, "retrieve");
      return call.stage === "talking" || call.stage === "held" ? of(call, "park") : "notNow";
    case "ask":
      if (call?.stage === "asking") return of(call, "complete");
      return handOn("ask", ["talking", "held"], call, target);
    case "blind":
    case "safe":
    case "voicemail":
      return handOn(action, ["talking", "held", "ringing"], call, target);
    default:
      return "notNow";
  }
}

function handOn(command: CallCommand, stages: readonly string[], call: Call | undefined, target: Target | undefined): Deed | Reason {
  if (!call) return "noCall";
  if (!stages.includes(call.stage)) return "notNow";
  return target ? of(call, command, target.number) : "noTarget";
}

/** What a deed is called: a key that asks first connects later. */
export const deedWord = (what: Deed) => ("command" in what ? (`do_${what.command}` as const) : "do_dial");

/** What Enter does: the next sensible thing, which the screen says beside the search. */
export function onEnter(situation: Situation): { action: Action; deed: Deed } | undefined {
  const { calls, picked, target } = situation;
  const chosen = picked ? current(situation) : undefined;
  const byStage: { readonly [stage: string]: Action } = { ringing: "answer", held: "hold", parked: "park", asking: "ask" };
  const busy = calls.calls.some((call) => call.stage === "talking" || call.stage === "asking");
  const wanted: Action | undefined = chosen && !(target && chosen.stage === "held")
    ? byStage[chosen.stage]
    : !busy && calls.calls.some((call) => call.stage === "ringing")
      ? "answer"
      : calls.calls.some((call) => call.stage === "asking")
        ? "ask"
        : target && calls.calls.some((call) => call.stage === "talking" || call.stage === "held")
          ? situation.handOn
          : target
            ? "call"
            : undefined;
  if (!wanted) return undefined;
  const done = deed(wanted, situation);
  return typeof done === "string" ? undefined : { action: wanted, deed: done };
}

/** The next call in the lists, from the first on and around. */
export function nextCall(calls: Calls, picked: string | undefined, step: 1 | -1): string | undefined {
  const all = [...calls.calls, ...calls.parked];
  if (all.length === 0) return undefined;
  const at = all.findIndex((call) => call.id === picked);
  const next = at < 0 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
  return all[next]?.id;
}

/** A text that can be dialled. */
export function asNumber(typed: string): string | undefined {
  const text = typed.trim();
  return /^\+?[\d\s()/.*#-]{2,}$/.test(text) ? text : undefined;
}

/** Minutes and seconds since an instant, by the engine's clock. */
export function lasting(since: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - new Date(since).getTime()) / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
