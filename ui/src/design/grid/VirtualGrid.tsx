import { useCallback, useId, useLayoutEffect, useRef, useState } from "react";
import { useLocale } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Id } from "../../api/types";
import { Icon } from "../Icon";
import { gridMove } from "./keys";
import styles from "./VirtualGrid.module.css";

/** Rows drawn above and below the visible ones, so that scrolling does not show gaps. */
const OVERSCAN = 8;

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface GridColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** The least width, in pixels; what is left over goes to the columns by their share. */
  readonly width: number;
  readonly share?: number;
  readonly end?: boolean;
  /** Not every value has an order. */
  readonly unsorted?: boolean;
  readonly draw: (row: Row) => React.ReactNode;
}

interface VirtualGridProps<Row extends { id: Id }> {
  label: string;
  columns: readonly GridColumn<Row>[];
  /** How many rows there are, also those that have not been read. */
  count: number;
  row: (index: number) => Row | undefined;
  /** Says which rows are on screen. */
  onShow: (first: number, last: number) => void;
  rowHeight: number;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** The row whose record is shown beside the list. */
  open?: Id | undefined;
  onOpen: (row: Row) => void;
  /** Rows can be chosen for doing something with all of them. */
  chosen?: ReadonlySet<Id>;
  onChoose?: (chosen: ReadonlySet<Id>) => void;
  /** Letters begin a search. */
  onType?: (text: string) => void;
  empty: React.ReactNode;
}

/** A table of any length: fixed row height, only the rows on screen in the page, everything from the keyboard. */
export function VirtualGrid<Row extends { id: Id }>({ label, columns, count, row, onShow, rowHeight, sort, onSort, open, onOpen, chosen, onChoose, onType, empty }: VirtualGridProps<Row>) {
  const { t } = useTranslation();
  const prefix = useId();
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  /** -1 is the row of the heads. */
  const [active, setActive] = useState({ row: 0, column: 0 });
  const rtl = useLocale().direction === "rtl";
  const first = Math.max(0, Math.floor(scroll.top / rowHeight) - OVERSCAN);
  const last = Math.min(count - 1, Math.ceil((scroll.top + scroll.height) / rowHeight) + OVERSCAN);
  const perPage = Math.max(1, Math.floor(scroll.height / rowHeight) - 2);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setScroll({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => onShow(first, Math.max(first, last)), [onShow, first, last]);

  const go = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element || index < 0) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      // The head covers the first row's height.
      else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * rowHeight - element.clientHeight;
    },
    [rowHeight],
  );

  const turn = (column: GridColumn<Row> | undefined) => {
    if (!column || column.unsorted) return;
    onSort({ column: column.id, descending: sort.column === column.id && !sort.descending });
  };
  const choose = (id: Id) => {
    if (!onChoose || !chosen) return;
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };

  const at = Math.min(active.row, count - 1);
  const current = at >= 0 ? row(at) : undefined;
  const onKeyDown = (event: React.KeyboardEvent) => {
    // What stands in a row, such as a link, answers its own keys.
    if (event.target !== event.currentTarget) return;
    const move = gridMove(event, { row: at, column: active.column }, { rows: count, columns: columns.length, perPage, rtl });
    if (!move) return;
    event.preventDefault();
    if (move.kind === "go") {
      setActive({ row: move.row, column: move.column });
      go(move.row);
    } else if (move.kind === "type") onType?.(move.text);
    else if (at < 0) turn(columns[active.column]);
    else if (!current) return;
    else if (move.kind === "open") onOpen(current);
    else choose(current.id);
  };

  const indexes: number[] = [];
  for (let index = first; index <= last; index += 1) indexes.push(index);
  // The active row is always there, else a screen reader loses its place.
  if (at >= 0 && (at < first || at > last)) indexes.push(at);
  const cell = (column: GridColumn<Row>) => ({ flex: `${column.share ?? 0} 0 ${column.width}px`, minInlineSize: column.width });
  const least = columns.reduce((sum, column) => sum + column.width + 12, 0) + (onChoose ? 64 : 36);
  const activeId = at < 0 ? `${prefix}-head-${active.column}` : current ? `${prefix}-${current.id}` : undefined;

  return (
    <div
      ref={box}
      className={styles.box}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-multiselectable={onChoose ? true : undefined}
      aria-activedescendant={activeId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
    >
      <div className={styles.head} role="row" aria-rowindex={1} style={{ blockSize: rowHeight, minInlineSize: least }}>
        {onChoose && <span className={styles.check} role="presentation" />}
        {columns.map((column, index) => (
          <span
            key={column.id}
            id={`${prefix}-head-${index}`}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={sort.column === column.id ? (sort.descending ? "descending" : "ascending") : undefined}
            data-active={(at < 0 && index === active.column) || undefined}
            data-end={column.end || undefined}
            data-sorts={!column.unsorted || undefined}
            style={cell(column)}
            onClick={() => turn(column)}
          >
            <span className={styles.headText}>{column.label}</span>
            {sort.column === column.id && <Icon name={sort.descending ? "down" : "up"} size={12} />}
          </span>
        ))}
      </div>
      {count === 0 && empty}
      <div className={styles.rows} style={{ blockSize: count * rowHeight, minInlineSize: least }} role="rowgroup">
        {indexes.map((index) => {
          const entry = row(index);
          const where = { transform: `translateY(${index * rowHeight}px)`, blockSize: rowHeight };
          if (!entry) {
            return (
              <div key={index} className={styles.row} style={where} role="presentation">
                <span className={styles.bone} />
              </div>
            );
          }
          return (
            <div
              key={entry.id}
              id={`${prefix}-${entry.id}`}
              className={styles.row}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={onChoose ? chosen?.has(entry.id) : entry.id === open}
              aria-current={entry.id === open || undefined}
              data-active={index === at || undefined}
              style={where}
              onClick={() => {
                setActive({ row: index, column: active.column });
                onOpen(entry);
              }}
            >
              {onChoose && (
                <span
                  role="presentation"
                  className={styles.check}
                  onClick={(event) => {
                    event.stopPropagation();
                    setActive({ row: index, column: active.column });
                    choose(entry.id);
                  }}
                >
                  <span className={styles.tick} data-on={chosen?.has(entry.id) || undefined} title={t("lists.choose")}>
                    <Icon name="check" size={12} />
                  </span>
                </span>
              )}
              {columns.map((column, place) => (
                <span key={column.id} role="gridcell" aria-colindex={place + 1} className={styles.cell} data-end={column.end || undefined} style={cell(column)}>
                  {column.draw(entry)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
