/**
 * What the reception sees: everybody, the calls, and whether the engine is there. It follows the feed, reads again what
 * the feed names, and keeps the last picture while the engine is away. Tiles listen to one person each, so that a change
 * of one draws one.
 */
import { useCallback, useSyncExternalStore } from "react";
import type { Engine } from "../api/client";
import { readBoard, readCalls, readPeople, readSelf, type Calls, type KioskSelf, type Person } from "../api/kiosk";
import { Problem } from "../api/problems";
import type { FeedEvent, Platform } from "../platform";
import { entryOf, type Entry } from "./find";

/** News are gathered for so long before the people they name are read again, in milliseconds. */
const GATHER_MS = 80;
/** So often the engine is asked although nothing happened, in milliseconds, to notice that it is away. */
const ASK_MS = 5_000;
/** An answer that takes longer does not come, in milliseconds. */
const PATIENCE_MS = 4_000;
/** So often everybody is read again, in milliseconds: hours begin and end without an event. */
const WHOLE_MS = 60_000;
/** More people than this are read with everybody. */
const MANY = 200;

export type Stage = "starting" | "unknown" | "ready";

const NO_CALLS: Calls = { now: new Date(0).toISOString(), idle: null, calls: [], parked: [] };

export class KioskStore {
  stage: Stage = "starting";
  self: KioskSelf | undefined;
  calls: Calls = NO_CALLS;
  /** How far the engine's clock is ahead of ours, in milliseconds. */
  ahead = 0;
  /** Since when the engine is away; nothing while it is there. */
  awaySince: number | undefined;
  entries: readonly Entry[] = [];
  /** Counts what changes outside of people, for panels that read again. */
  roomsSeen = 0;
  visitorsSeen = 0;
  private readonly people = new Map<string, Person>();
  private readonly waiting = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly byPerson = new Map<string, Set<() => void>>();
  private timer: number | undefined;
  private stopFeed: (() => void) | undefined;
  private lastContact = Date.now();
  private lastWhole = 0;
  private callsAsked = 0;

  constructor(
    readonly engine: Engine,
    private readonly platform: Platform,
  ) {}

  /** Begins, or begins anew after the device was enrolled. */
  async start(): Promise<void> {
    try {
      this.self = await readSelf(this.engine);
      await this.readWhole();
      await this.readCalls();
    } catch (error) {
      this.failed(error);
      if (this.stage === "starting") window.setTimeout(() => void this.start(), ASK_MS);
      return;
    }
    this.stage = "ready";
    this.reached();
    this.tell();
  }

  /** Asks again and again, so that an engine that is away is noticed, and one that is back. */
  watch(): () => void {
    const timer = window.setInterval(() => void this.ask(), ASK_MS);
    return () => window.clearInterval(timer);
  }

  /** The token counts no more: the device has to be enrolled. */
  forget(): void {
    this.stopFeed?.();
    this.stopFeed = undefined;
    this.stage = "unknown";
    this.people.clear();
    this.entries = [];
    this.calls = NO_CALLS;
    this.self = undefined;
    this.tell();
  }

  person(id: string): Person | undefined {
    return this.people.get(id);
  }

  /** The calls as the engine answered after something was done. */
  took(calls: Calls): void {
    this.callsAsked += 1;
    this.setCalls(calls);
  }

  private setCalls(calls: Calls): void {
    this.calls = calls;
    this.ahead = new Date(calls.now).getTime() - Date.now();
    this.reached();
    this.tell();
  }

  private async ask(): Promise<void> {
    if (this.stage !== "ready") return;
    try {
      await this.readCalls(AbortSignal.timeout(PATIENCE_MS));
      if (Date.now() - this.lastWhole > WHOLE_MS) await this.readWhole();
    } catch (error) {
      this.failed(error);
    }
  }

  private async readCalls(signal?: AbortSignal): Promise<void> {
    const number = (this.callsAsked += 1);
    const calls = await readCalls(this.engine, signal);
    // A later answer may have come first.
    if (number === this.callsAsked) this.setCalls(calls);
    else this.reached();
  }

  private async readWhole(): Promise<void> {
    const board = await readBoard(this.engine);
    this.lastWhole = Date.now();
    const known = new Set(board.people.map((person) => person.id));
    for (const id of [...this.people.keys()]) if (!known.has(id)) this.put(id, undefined);
    for (const person of board.people) this.put(person.id, person);
    this.order();
    this.reached();
    this.follow(board.seq);
    this.tell();
  }

  private put(id: string, person: Person | undefined): boolean {
    const before = this.people.get(id);
    if (before && person && JSON.stringify(before) === JSON.stringify(person)) return false;
    if (person) this.people.set(id, person);
    else this.people.delete(id);
    for (const listener of this.byPerson.get(id) ?? []) listener();
    return before?.name !== person?.name || before?.extension_number !== person?.extension_number || before?.department !== person?.department || before?.job_title !== person?.job_title;
  }

  private order(): void {
    const names = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    this.entries = [...this.people.values()].sort((one, other) => names.compare(one.name, other.name)).map(entryOf);
  }

  private follow(after: number): void {
    if (this.stopFeed) return;
    const listener = {
      onEvents: (events: readonly FeedEvent[]) => this.hear(events),
      onResync: () => void this.readWhole().catch((error: unknown) => this.failed(error)),
      onState: (state: "connected" | "connecting") => {
        // What happened meanwhile is told by the feed itself; what is in no record is not.
        if (state === "connected") void this.recover();
      },
    };
    this.stopFeed = this.platform.events(after, listener, "/console/kiosk/events");
  }

  private async recover(): Promise<void> {
    try {
      if (this.awaySince !== undefined) {
        this.self = await readSelf(this.engine);
        await this.readWhole();
      }
      await this.readCalls();
    } catch (error) {
      this.failed(error);
    }
  }

  private hear(events: readonly FeedEvent[]): void {
    for (const event of events) {
      if (event.topic === "desk.live") void this.readCalls().catch((error: unknown) => this.failed(error));
      for (const { kind, id } of event.ids) {
        if (kind === "user" || kind === "registration") this.gather(kind === "user" ? id : "");
        if (kind === "holiday") this.gather("");
        if (kind === "account") void this.recoverSelf();
        if (kind === "meeting") this.roomsSeen += 1;
        if (kind === "visitor") this.visitorsSeen += 1;
      }
    }
    this.reached();
    this.tell();
  }

  /** The office itself has changed: its name, its hours, its kiosks. */
  private async recoverSelf(): Promise<void> {
    try {
      this.self = await readSelf(this.engine);
      await this.readWhole();
    } catch (error) {
      this.failed(error);
    }
  }

  private gather(id: string): void {
    this.waiting.add(id);
    this.timer ??= window.setTimeout(() => void this.flush(), GATHER_MS);
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    const ids = [...this.waiting];
    this.waiting.clear();
    try {
      if (ids.length > MANY || ids.includes("")) return await this.readWhole();
      const people = new Map((await readPeople(this.engine, ids)).map((person) => [person.id, person]));
      const moved = ids.map((id) => this.put(id, people.get(id))).some(Boolean);
      if (moved) this.order();
      this.reached();
      if (moved) this.tell();
    } catch (error) {
      // They are named again once the engine is back, with everybody.
      this.failed(error);
    }
  }

  private reached(): void {
    this.lastContact = Date.now();
    if (this.awaySince === undefined) return;
    this.awaySince = undefined;
    this.tell();
    void this.recoverSelf();
  }

  private failed(error: unknown): void {
    if (error instanceof Problem && error.code === "unauthenticated") return this.forget();
    if (this.awaySince === undefined) {
      this.awaySince = this.lastContact;
      this.tell();
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  subscribePerson(id: string, listener: () => void): () => void {
    const all = this.byPerson.get(id) ?? new Set();
    all.add(listener);
    this.byPerson.set(id, all);
    return () => {
      all.delete(listener);
      if (all.size === 0) this.byPerson.delete(id);
    };
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** One thing of the store, drawn again when it changes. */
export function useStore<Value>(store: KioskStore, read: (store: KioskStore) => Value): Value {
  return useSyncExternalStore(store.subscribe, () => read(store));
}

/** A person as he is now. */
export function usePerson(store: KioskStore, id: string): Person | undefined {
  const subscribe = useCallback((listener: () => void) => store.subscribePerson(id, listener), [store, id]);
  return useSyncExternalStore(subscribe, () => store.person(id));
}
