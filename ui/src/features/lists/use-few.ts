import { useCallback, useMemo } from "react";
import { readOnly, readSort, useListState } from "./list-search";
import type { Page, Rows } from "./use-rows";

interface Few<Row> {
  /** All of them; nothing before the first answer. */
  readonly all: readonly Row[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  /** What stands in a column, as it is searched, sorted and narrowed. Must be the same function every time. */
  readonly text: (row: Row, column: string) => string;
  /** The columns whose words are searched. The same list every time. */
  readonly searched: readonly string[];
  readonly sortedBy: string;
}

/** Rows of a list that is short and read together: searched, narrowed and sorted here, as the address says. */
export function useFew<Row>({ all, error, retry, text, searched, sortedBy }: Few<Row>): { rows: Rows<Row>; read: (from: number, count: number) => Promise<Page<Row>> } {
  const { q = "", sort, only } = useListState();
  const found = useMemo(() => {
    const words = q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(readOnly(only));
    const order = readSort(sort, sortedBy);
    const holds = (row: Row) => {
      const said = searched.map((column) => text(row, column)).join(" ").toLocaleLowerCase();
      return words.every((word) => said.includes(word)) && wanted.every(([column, value]) => text(row, column) === value);
    };
    const compare = (one: string, other: string) => {
      // Empty cells stand at the end, whichever way the list is turned.
      if (one === "" || other === "") return Number(one === "") - Number(other === "");
      return one.localeCompare(other, undefined, { numeric: true }) * (order.descending ? -1 : 1);
    };
    return (all ?? []).filter(holds).sort((one, other) => compare(text(one, order.column), text(other, order.column)));
  }, [all, q, sort, only, text, searched, sortedBy]);
  const total = all?.length;
  const read = useCallback(async (from: number, count: number) => ({ total: total ?? 0, matched: found.length, rows: found.slice(from, from + count) }), [found, total]);
  return { rows: { row: (index) => found[index], show: nothing, total, matched: found.length, error: all ? null : error, retry }, read };
}

const nothing = () => undefined;
