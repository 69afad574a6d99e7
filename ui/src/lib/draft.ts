/**
 * What a person has typed into a record and not saved yet.
 *
 * Each change keeps the value its editor saw (`from`), so a record that changes underneath loses nothing that was
 * typed, and the engine can tell a clash from an unrelated change. Nothing here talks to the engine.
 */
import { useCallback, useMemo, useState } from "react";
import type { Change, Clash, Json } from "../api/types";
import { readPointer, sameJson, tokensOf, writePointer } from "./pointer";

export type Changes = { readonly [path: string]: { readonly from?: Json | undefined; readonly to?: Json | undefined } };

export function setChange(changes: Changes, base: unknown, path: string, to: Json | undefined): Changes {
  const from = changes[path] ? changes[path].from : readPointer(base, path);
  const { [path]: _, ...others } = changes;
  return sameJson(from, to) ? others : { ...others, [path]: { from, to } };
}

export function valueAt(changes: Changes, base: unknown, path: string): Json | undefined {
  return path in changes ? changes[path]?.to : readPointer(base, path);
}

export function asEdit(changes: Changes): Change[] {
  return Object.entries(changes).map(([path, { from, to }]) => ({
    path,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }));
}

/** The same place the other way round: what undoes a change. */
export function turned({ path, from, to }: { path: string; from?: unknown; to?: unknown }): Change {
  return { path, ...(to === undefined ? {} : { from: to as Json }), ...(from === undefined ? {} : { to: from as Json }) };
}

/**
 * Settles one clash: "mine" is asked for again on top of theirs, "theirs" is taken over into the draft. The place of
 * the clash may lie inside what was edited (one exception of the list) or around it (somebody cleared the whole rule).
 */
export function settle(changes: Changes, clash: Clash, choice: "mine" | "theirs"): Changes {
  const next: { [path: string]: { from?: Json | undefined; to?: Json | undefined } } = {};
  for (const [path, change] of Object.entries(changes)) {
    const settled = settleChange(path, change, clash, choice);
    if (settled && !sameJson(settled.from, settled.to)) next[path] = settled;
  }
  return next;
}

function settleChange(path: string, change: { from?: Json | undefined; to?: Json | undefined }, clash: Clash, choice: "mine" | "theirs") {
  if (`${path}/`.startsWith(`${clash.path}/`)) {
    return choice === "theirs" ? null : { from: readPointer(clash.theirs, path.slice(clash.path.length)), to: change.to };
  }
  if (!clash.path.startsWith(`${path}/`)) return change;
  const inside = tokensOf(clash.path.slice(path.length));
  const from = writePointer(change.from, inside, clash.theirs);
  return { from, to: choice === "theirs" ? writePointer(change.to, inside, clash.theirs) : change.to };
}

/** What is left to save after `sent` was saved: what was typed meanwhile stays, on top of what is stored now. */
export function afterSaving(changes: Changes, sent: Changes): Changes {
  const left: { [path: string]: { from?: Json | undefined; to?: Json | undefined } } = {};
  for (const [path, change] of Object.entries(changes)) {
    const saved = sent[path];
    if (!saved) left[path] = change;
    else if (!sameJson(change.to, saved.to)) left[path] = { from: saved.to, to: change.to };
  }
  return left;
}

/**
 * Clashes as a person decides them: a rule whose action and number both differ is one question, not two whose answers
 * might not fit together. Elements of a list stay questions of their own.
 */
export function asQuestions(changes: Changes, clashes: readonly Clash[]): Clash[] {
  const questions = new Map<string, Clash>();
  for (const clash of clashes) {
    const whole = Object.keys(changes).find((path) => clash.path.startsWith(`${path}/`));
    const change = whole === undefined ? undefined : changes[whole];
    if (whole === undefined || !change || Array.isArray(change.from) || Array.isArray(change.to)) {
      questions.set(clash.path, clash);
      continue;
    }
    const theirs = writePointer(questions.get(whole)?.theirs ?? change.from, tokensOf(clash.path.slice(whole.length)), clash.theirs);
    questions.set(whole, { path: whole, base: change.from, theirs, mine: change.to });
  }
  return [...questions.values()];
}

/** A single value, which two people cannot both have: lists and rules are merged by the engine, or come back as clashes. */
const isSingle = (value: unknown): boolean => value === null || typeof value !== "object";

/** What somebody else has meanwhile given another value than the editor saw and wants: questions before anything is saved. */
export function overtaken(changes: Changes, base: unknown): Clash[] {
  return Object.entries(changes).flatMap(([path, { from, to }]) => {
    const now = readPointer(base, path);
    const isAsked = [from, to, now].every(isSingle) && !sameJson(now, from) && !sameJson(now, to);
    return isAsked ? [{ path, base: from, theirs: now, mine: to }] : [];
  });
}

export interface Draft {
  readonly changes: Changes;
  /** Places that somebody else has changed since they were edited here. */
  readonly overtaken: readonly Clash[];
  /** The record is another one than when the first letter was typed. */
  readonly movedOn: boolean;
  readonly dirty: boolean;
  readonly value: (path: string) => Json | undefined;
  readonly text: (path: string) => string;
  readonly changed: (path: string) => boolean;
  readonly set: (path: string, to: Json | undefined) => void;
  readonly discard: () => void;
  readonly replace: (changes: Changes) => void;
  readonly saved: (sent: Changes) => void;
}

export function useDraft(base: unknown): Draft {
  const [changes, replace] = useState<Changes>({});
  const dirty = Object.keys(changes).length > 0;
  // What was there when the first letter was typed; after saving, what comes back is one's own.
  const [seen, setSeen] = useState<unknown>(undefined);
  const set = useCallback(
    (path: string, to: Json | undefined) => {
      if (!dirty) setSeen(base);
      replace((now) => setChange(now, base, path, to));
    },
    [base, dirty],
  );
  return useMemo(
    () => ({
      changes,
      dirty,
      overtaken: overtaken(changes, base),
      movedOn: dirty && seen !== undefined && seen !== base,
      value: (path) => valueAt(changes, base, path),
      text: (path) => {
        const value = valueAt(changes, base, path);
        return typeof value === "string" || typeof value === "number" ? String(value) : "";
      },
      changed: (path) => path in changes,
      set,
      discard: () => replace({}),
      replace,
      saved: (sent) => {
        setSeen(undefined);
        replace((now) => afterSaving(now, sent));
      },
    }),
    [changes, base, set, dirty, seen],
  );
}
