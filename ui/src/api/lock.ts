/**
 * Whether this screen is locked, and the gate that every request waits at while it is. The engine keeps the lock: it
 * refuses the session everything else. What waits at the gate goes on by itself afterwards, so that nothing fails and
 * nothing typed is lost behind the lock.
 */
import { useSyncExternalStore } from "react";

/** The status with which the engine answers a locked session. */
const LOCKED = 423;
/** What a locked session may still ask. */
const OPEN = new Set(["/console/session/lock", "/console/session/unlock"]);

let locked = false;
let waiting: (() => void)[] = [];
const listeners = new Set<() => void>();
/** The other windows of this browser, which have the same session. */
const others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("cordboard.lock");
if (others) others.onmessage = (message: MessageEvent<boolean>) => show(message.data);

export const isLocked = (): boolean => locked;

export function useLocked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => locked,
  );
}

/** Shows the lock, or what is behind it, here and in the other windows of this browser. */
export function setLocked(next: boolean): void {
  if (next === locked) return;
  show(next);
  others?.postMessage(next);
}

function show(next: boolean): void {
  locked = next;
  // At once, before anything is drawn: base.css hides everything but the lock.
  document.documentElement.toggleAttribute("data-locked", next);
  const free = next ? [] : waiting;
  if (!next) waiting = [];
  for (const go of free) go();
  for (const listener of listeners) listener();
}

function unlocked(): Promise<void> {
  return locked ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}

/** The same way to the engine, with the gate in it. */
export function gated(send: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const isOpen = OPEN.has(pathname) || (pathname === "/console/session" && request.method === "DELETE");
    if (isOpen) return send(request);
    for (;;) {
      if (locked) await unlocked();
      const response = await send(request.clone());
      if (response.status !== LOCKED || (await codeOf(response)) !== "screen_locked") return response;
      setLocked(true);
    }
  };
}

async function codeOf(response: Response): Promise<string | undefined> {
  const problem = (await response.clone().json().catch(() => undefined)) as { code?: string } | undefined;
  return problem?.code;
}
