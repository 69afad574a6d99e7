/** Work that takes longer than a moment: how far it is, and how it is ended early. Shown where messages wait. */
import { useSyncExternalStore } from "react";

export interface Work {
  readonly id: number;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly cancel: () => void;
}

let works: readonly Work[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Work[]): void {
  works = next;
  for (const listener of listeners) listener();
}

export interface Running {
  /** Ends the requests of the work when it is cancelled. */
  readonly signal: AbortSignal;
  readonly step: (done: number, total: number) => void;
  readonly end: () => void;
}

/** Work that is over, be it done, failed or cancelled. */
export interface Ended {
  readonly label: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  readonly isCancelled: boolean;
}

const enders = new Set<(work: Ended) => void>();

/** Calls back for every work that ends; returns how to stop. */
export function onWorkEnded(listener: (work: Ended) => void): () => void {
  enders.add(listener);
  return () => enders.delete(listener);
}

export function beginWork(label: string, total: number): Running {
  lastId += 1;
  const id = lastId;
  const ender = new AbortController();
  const began = Date.now();
  const end = () => {
    publish(works.filter((work) => work.id !== id));
    for (const ended of enders) ended({ label, ms: Date.now() - began, isCancelled: ender.signal.aborted });
  };
  publish([...works, { id, label, done: 0, total, cancel: () => ender.abort() }]);
  return {
    signal: ender.signal,
    step: (done, all) => publish(works.map((work) => (work.id === id ? { ...work, done, total: all } : work))),
    end,
  };
}

/** Does something with many things in parts. What was done before a cancel stays done, and is answered.
 *  A part is told what came of those before it. */
export async function inParts<Item, Result>(label: string, items: readonly Item[], size: number, run: (part: Item[], before: readonly Result[]) => Promise<readonly Result[]>): Promise<{ results: Result[]; isWhole: boolean }> {
  const results: Result[] = [];
  // What one request does is over in a moment: nothing is shown for it.
  const work = items.length > size ? beginWork(label, items.length) : null;
  try {
    for (let from = 0; from < items.length; from += size) {
      if (work?.signal.aborted) return { results, isWhole: false };
      results.push(...(await run(items.slice(from, from + size), results)));
      work?.step(Math.min(items.length, from + size), items.length);
    }
    return { results, isWhole: true };
  } finally {
    work?.end();
  }
}

export const currentWorks = (): readonly Work[] => works;

export function cancelAll(): void {
  for (const work of works) work.cancel();
}

export function useWorks(): readonly Work[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    currentWorks,
  );
}
