/** What of a plan goes which way, and what waits for a person's word. */
import type { Deletion, RemoteStep, Word } from "../../api/remotes";

export interface Ways {
  /** What a pull would do, deletions that were agreed to included. */
  here: RemoteStep[];
  /** What a push would do: not what clashes, as long as nothing was said about it. */
  there: RemoteStep[];
  clashing: RemoteStep[];
  gone: RemoteStep[];
  /** On how many places nothing was said yet. */
  unsettled: number;
  canPull: boolean;
  canPush: boolean;
}

/** Where its account was moved to where the other server is not followed; what is gone is gone, as far as can be seen. */
export const isLeft = (step: RemoteStep) => step.what === "left_here" || step.what === "left_there";

/** One side has it no more, or not where it is followed. */
export const isGone = (step: RemoteStep) => isLeft(step) || step.what === "gone_here" || step.what === "gone_there";

/** The place of an account in the tree, among the places of its document. */
export const PARENT = "/_parent";

export const wordOn = (words: readonly Word[], step: string, path: string) => words.find((word) => word.step === step && word.path === path);

export function waysOf(steps: readonly RemoteStep[], words: readonly Word[], deletions: readonly Deletion[]): Ways {
  const said = (step: RemoteStep) => deletions.find((deletion) => deletion.step === step.key)?.delete;
  const goesHere = (step: RemoteStep) => (step.what === "gone_there" || step.what === "left_there") && said(step) === true;
  const goesThere = (step: RemoteStep) => (step.what === "gone_here" || step.what === "left_here") && said(step) === true;
  const isOpen = (step: RemoteStep) => step.clashes.some((clash) => wordOn(words, step.key, clash.path) === undefined);
  // What is gone here and is not to go there is made here again, and the other way round.
  const here = steps.filter((step) => step.what === "make_here" || step.here.length > 0 || goesHere(step) || (step.what === "gone_here" && said(step) === false));
  const there = steps.filter((step) => step.what === "make_there" || (step.there.length > 0 && !isOpen(step)) || goesThere(step) || (step.what === "gone_there" && said(step) === false));
  const clashing = steps.filter((step) => step.clashes.length > 0);
  const all = clashing.flatMap((step) => step.clashes.map((clash) => wordOn(words, step.key, clash.path)));
  const unsettled = all.filter((word) => word === undefined).length;
  const hasWords = all.some((word) => word !== undefined);
  return { here, there, clashing, gone: steps.filter(isGone), unsettled, canPull: here.length > 0 || hasWords, canPush: there.length > 0 || hasWords };
}
