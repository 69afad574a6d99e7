/** The rows of a list that are on screen, in pages that the event feed makes old like everything else. */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";

export const PAGE = 100;
/** Pages that are not on screen are forgotten after this time, in milliseconds. */
const KEPT_MS = 30_000;

export interface Page<Row> {
  total: number;
  matched: number;
  rows: Row[];
  /** There is more than is counted. */
  is_cut?: boolean;
}

export interface Rows<Row> {
  readonly row: (index: number) => Row | undefined;
  readonly show: (first: number, last: number) => void;
  /** How many there are in all, and how many match; nothing before the first answer. */
  readonly total: number | undefined;
  readonly matched: number;
  /** There is more than is counted: only the newest are shown. */
  readonly isCut?: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** `key` begins with the kind and id of the record whose change makes the list old. */
export function useRows<Row>(key: readonly unknown[], read: (from: number, count: number) => Promise<Page<Row>>): Rows<Row> {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const firstPage = Math.floor(range[0] / PAGE);
  const lastPage = Math.floor(range[1] / PAGE);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index);
  // What was read last stays until the next answer is there: another order or one more letter never blanks the list.
  const before = useRef(new Map<number, Page<Row>>());
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...key, page],
      queryFn: async () => {
        const answer = await read(page * PAGE, PAGE);
        before.current.set(page, answer);
        return answer;
      },
      placeholderData: () => before.current.get(page),
      gcTime: KEPT_MS,
    })),
  });
  const some = answers.find((answer) => answer.data)?.data;
  const failed = answers.find((answer) => answer.isError && !answer.data);
  const show = useCallback((first: number, last: number) => {
    setRange((now) => (now[0] === first && now[1] === last ? now : [first, last]));
  }, []);
  return {
    row: (index) => answers[Math.floor(index / PAGE) - firstPage]?.data?.rows[index % PAGE],
    show,
    total: some?.total,
    matched: some?.matched ?? 0,
    isCut: some?.is_cut ?? false,
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) void answer.refetch();
    },
  };
}
