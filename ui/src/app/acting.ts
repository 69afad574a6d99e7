/** Whether the person acts in one account below his own: then only that part of the tree is shown. Ends with the window. */
import { useSyncExternalStore } from "react";
import type { Id } from "../api/types";

export interface ActedIn {
  readonly id: Id;
  readonly name: string;
}

const KEY = "cordboard.acting";
let acting: ActedIn | null = read();
const listeners = new Set<() => void>();

function read(): ActedIn | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Partial<ActedIn> | null;
    return kept?.id && kept.name ? { id: kept.id, name: kept.name } : null;
  } catch {
    return null;
  }
}

export function actIn(account: ActedIn | null): void {
  acting = account;
  if (account) sessionStorage.setItem(KEY, JSON.stringify({ id: account.id, name: account.name }));
  else sessionStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

export function useActing(): ActedIn | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => acting,
  );
}
