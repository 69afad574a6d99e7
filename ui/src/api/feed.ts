/** Follows the event feed and marks what it names as old, so every window shows the same without per-screen code. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { FeedEvent, Platform } from "../platform";

export type FeedState = "connecting" | "connected";

/** How topics end that are about what is in no record. */
const LIVE = ".live";

/** The keys that one event makes old. Lists of an account change when any record of that account does. */
export function keysTouched(event: FeedEvent): QueryKey[] {
  // What goes on in a room or with a phone is in no record and in no list but that of the rooms.
  if (event.topic.endsWith(LIVE)) return event.ids.flatMap(({ kind, id, account_id }) => [[kind, id], ["account", account_id ?? "", `${kind}s`]]);
  const keys: QueryKey[] = [["audit"], ["search"]];
  for (const { kind, id, account_id } of event.ids) {
    keys.push([kind, id]);
    if (account_id) keys.push(["account", account_id]);
    // The office's hours and holidays decide what its people's forwarding means; a name is in every path below it.
    if (kind === "account") keys.push(["account"], ["user"]);
    if (kind === "holiday") keys.push(["user"]);
  }
  return keys;
}

export class Feed {
  state: FeedState = "connecting";
  seq = 0;
  private readonly listeners = new Set<() => void>();
  private readonly treeListeners = new Set<() => void>();
  private readonly eventListeners = new Set<(events: readonly FeedEvent[]) => void>();
  private stop: (() => void) | undefined;

  constructor(
    private readonly platform: Platform,
    private readonly queries: QueryClient,
  ) {}

  /** Starts from `seq` (what the first tree window said); a second start is ignored. */
  start(seq: number): void {
    if (this.stop) return;
    this.seq = Math.max(this.seq, seq);
    this.stop = this.platform.events(seq, {
      onEvents: (events) => this.apply(events),
      onResync: () => {
        void this.queries.invalidateQueries();
        for (const listener of this.treeListeners) listener();
      },
      onState: (state) => {
        this.state = state;
        this.tell();
      },
    });
  }

  close(): void {
    this.stop?.();
    this.stop = undefined;
    this.seq = 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Called when accounts were added, moved, renamed or removed. */
  readonly onTreeChanged = (listener: () => void): (() => void) => {
    this.treeListeners.add(listener);
    return () => this.treeListeners.delete(listener);
  };

  /** Called with what happened, for those who act on it. */
  readonly onEvents = (listener: (events: readonly FeedEvent[]) => void): (() => void) => {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  };

  private apply(events: readonly FeedEvent[]): void {
    let treeChanged = false;
    const seen = new Set<string>();
    for (const event of events) {
      this.seq = Math.max(this.seq, event.seq);
      treeChanged ||= event.ids.some((entry) => entry.kind === "account");
      for (const key of keysTouched(event)) {
        const name = key.join("/");
        if (seen.has(name)) continue;
        seen.add(name);
        void this.queries.invalidateQueries({ queryKey: key });
      }
    }
    if (treeChanged) for (const listener of this.treeListeners) listener();
    for (const listener of this.eventListeners) listener(events);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
