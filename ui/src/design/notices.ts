/** Messages that stay until they are read away; nothing important vanishes by itself. */
import { useSyncExternalStore } from "react";

export interface Message {
  readonly id: number;
  readonly tone: "ok" | "danger";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void | Promise<void> };
}

let messages: readonly Message[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Message[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

/** Three at most: an older one has been seen and only hides what is under it. */
const SHOWN_AT_MOST = 3;

export function announce(message: Omit<Message, "id">): number {
  lastId += 1;
  publish([...messages, { ...message, id: lastId }].slice(-SHOWN_AT_MOST));
  return lastId;
}

export function dismiss(id: number): void {
  publish(messages.filter((message) => message.id !== id));
}

export function useMessages(): readonly Message[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => messages,
  );
}
