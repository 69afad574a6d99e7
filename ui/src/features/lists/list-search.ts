/** How a list is shown, as its address says it: what is searched, the order, the columns, and what is open beside it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Sort } from "../../design/grid/VirtualGrid";

export interface ListSearch {
  /** Words to find. */
  q?: string;
  /** The column, with - before it for the other way round. */
  sort?: string;
  /** The columns, in order, with commas between. */
  cols?: string;
  /** Column and value, "presence:away", with commas between. */
  only?: string;
  /** The record that is shown beside the list. */
  open?: string;
  /** Which of several lists of one tab. */
  view?: string;
  /** Which span of time. */
  span?: string;
}

const KEYS = ["q", "sort", "cols", "only", "open", "view", "span"] as const;

/** What an address may say; anything else in it is left out. */
export function readListSearch(raw: { [key: string]: unknown }): ListSearch {
  const found: ListSearch = {};
  for (const key of KEYS) {
    const value = raw[key];
    if (typeof value === "string" ? value !== "" : typeof value === "number") found[key] = String(value);
  }
  return found;
}

/** The order, and the one that the list begins with. */
export const readSort = (text: string | undefined, column: string): Sort =>
  ({ column: (text ?? column).replace(/^-/, ""), descending: (text ?? column).startsWith("-") });

export type Only = { readonly [column: string]: string };

export function readOnly(text: string | undefined): Only {
  const pairs = (text ?? "").split(",").map((pair) => pair.split(":"));
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair.length === 2 && pair.every(Boolean)));
}

export const writeOnly = (only: Only): string => Object.entries(only).map((pair) => pair.join(":")).join(",");

export interface ListState extends ListSearch {
  /** Changes the address; what is empty is taken out of it. Typing does not fill the history. */
  readonly set: (change: { [key in keyof ListSearch]: string | undefined }, how?: { replace?: boolean }) => void;
}

export function useListState(): ListState {
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  return useMemo(
    () => ({
      ...search,
      set: (change, how) =>
        void navigate({
          to: ".",
          search: (before: object) => readListSearch({ ...before, ...change }),
          replace: how?.replace ?? false,
        }),
    }),
    [search, navigate],
  );
}


/** How long typing rests before the address follows it, in milliseconds. */
const REST_MS = 120;

/** What is in the search box: the address follows it, and it follows the address when somebody else changed that. */
export function useTypedSearch(state: ListState): [string, (text: string) => void] {
  const asked = state.q ?? "";
  const [text, setText] = useState(asked);
  const written = useRef(asked);
  useEffect(() => {
    if (asked === written.current) return;
    written.current = asked;
    setText(asked);
  }, [asked]);
  useEffect(() => {
    if (text === written.current) return;
    const timer = window.setTimeout(() => {
      written.current = text;
      state.set({ q: text || undefined }, { replace: true });
    }, REST_MS);
    return () => window.clearTimeout(timer);
  }, [text, state]);
  return [text, setText];
}
