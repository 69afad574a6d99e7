/** Calls that were missed since somebody last looked: how many, for the tray. */
import type { useNavigate } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import type { Engine } from "../../api/client";
import { readLog } from "../../api/logs";
import type { ListRow } from "../../api/records";
import type { Id } from "../../api/types";
import type { FeedEvent } from "../../platform";

/** A call is told of when it is over; it began at most so long before, in milliseconds. */
const LONGEST_MS = 24 * 3_600_000;
/** More at once are counted, and not named. */
const NAMED_AT_MOST = 50;

let unseen = 0;
const listeners = new Set<() => void>();

export function noteMissed(count: number): void {
  unseen += count;
  for (const listener of listeners) listener();
}

export function lookedAtMissed(): void {
  noteMissed(-unseen);
}

export function useUnseenMissed(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => unseen,
  );
}

/** The calls of this account that the events report. */
export function reportedCalls(events: readonly FeedEvent[], accountId: Id): ReadonlySet<string> {
  const ids = events.filter((event) => event.topic === "call.report").flatMap((event) => event.ids);
  return new Set(ids.filter((entry) => entry.kind === "call" && entry.account_id === accountId).map((entry) => entry.id));
}

/** Those of the calls that nobody took; with a person, only hers. */
export async function missedAmong(engine: Engine, accountId: Id, calls: ReadonlySet<string>, personId: Id | undefined, now: number): Promise<ListRow[]> {
  const span = { since: new Date(now - LONGEST_MS).toISOString(), until: new Date(now + LONGEST_MS).toISOString() };
  const rows = { from: 0, count: NAMED_AT_MOST, text: "", sort: "at", descending: true, only: { outcome: "missed" } };
  const log = await readLog(engine, accountId, "call", { ...span, rows });
  return log.rows.filter((row) => calls.has(row.id) && (personId === undefined || row.cells["owner_id"] === personId));
}

/** Shows the missed calls of an account, with one of them beside the list. */
export function openMissed(navigate: ReturnType<typeof useNavigate>, accountId: Id, open?: Id): void {
  void navigate({ to: "/accounts/$id/$tab", params: { id: accountId, tab: "calls" }, search: { view: "call", only: "outcome:missed", ...(open ? { open } : {}) } });
}
