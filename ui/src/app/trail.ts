/** Where the person is, for the title bar: set by the page that is open. */
import { useEffect, useSyncExternalStore } from "react";
import { useLocked } from "../api/lock";
import { remember } from "./recent";

export interface Crumb {
  readonly id: string;
  readonly name: string;
  readonly kind: "account" | "user" | "page";
}

let trail: readonly Crumb[] = [];
const listeners = new Set<() => void>();

export function useSetTrail(crumbs: readonly Crumb[]): void {
  const key = JSON.stringify(crumbs);
  const locked = useLocked();
  useEffect(() => {
    trail = JSON.parse(key) as Crumb[];
    for (const listener of listeners) listener();
    const here = trail.at(-1);
    if (here && here.kind !== "page") remember({ id: here.id, name: here.name, kind: here.kind });
  }, [key]);
  useEffect(() => {
    const names = locked ? [] : (JSON.parse(key) as Crumb[]).reverse().map((crumb) => crumb.name);
    document.title = names.concat("Cordboard").slice(0, 3).join(" · ");
  }, [key, locked]);
}

export function useTrail(): readonly Crumb[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => trail,
  );
}
