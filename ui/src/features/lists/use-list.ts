import { useCallback } from "react";
import { useEngine } from "../../api/context";
import { readList, type ListKind, type ListRow } from "../../api/records";
import type { Id } from "../../api/types";
import { readOnly, readSort, useListState } from "./list-search";
import { useRows, type Rows } from "./use-rows";

const TRUTHS: { readonly [text: string]: boolean } = { true: true, false: false };

/** Reads some rows of one of an account's lists, searched, narrowed and sorted as the address says. */
export function useListReader(accountId: Id, kind: ListKind, sortedBy = "name") {
  const engine = useEngine();
  const { q = "", sort, only } = useListState();
  return useCallback(
    (from: number, count: number) => {
      const order = readSort(sort, sortedBy);
      const values = Object.entries(readOnly(only)).map(([column, text]) => [column, TRUTHS[text] ?? text] as const);
      return readList(engine, accountId, kind, { from, count, text: q, sort: order.column, descending: order.descending, only: Object.fromEntries(values) });
    },
    [engine, accountId, kind, q, sort, sortedBy, only],
  );
}

/** The rows of one of an account's lists, as the address asks for them. */
export function useList(accountId: Id, kind: ListKind, sortedBy = "name"): Rows<ListRow> {
  const { q = "", sort, only } = useListState();
  const read = useListReader(accountId, kind, sortedBy);
  return useRows(["account", accountId, "list", kind, q, sort ?? "", only ?? ""], read);
}
