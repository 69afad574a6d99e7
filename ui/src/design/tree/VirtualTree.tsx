import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLocale } from "react-aria-components";
import type { Id, TreeRow } from "../../api/types";
import { Failed, Loading } from "../states";
import { treeMove } from "./keys";
import { TreeItem, type RowDrag } from "./TreeItem";
import type { TreeModel } from "./tree-model";
import styles from "./VirtualTree.module.css";

/** Rows drawn above and below the visible ones, so that scrolling does not show gaps. */
const OVERSCAN = 8;

interface VirtualTreeProps {
  model: TreeModel;
  label: string;
  selected: Id | undefined;
  /** The way from the top to the selected row, when it was opened elsewhere: its branches open and it scrolls into view. */
  path?: readonly Id[];
  rowHeight: number;
  onOpen: (row: TreeRow) => void;
  onMenu?: (row: TreeRow, at: { x: number; y: number }) => void;
  onRename?: (row: TreeRow) => void;
  onDelete?: (row: TreeRow) => void;
  onType?: (text: string) => void;
  /** A row was dragged onto another one; without it rows cannot be dragged. */
  onMove?: (row: TreeRow, onto: TreeRow) => void;
  empty: React.ReactNode;
}

/** A tree of any size: fixed row height, only the rows on screen in the page, everything from the keyboard. */
export function VirtualTree({ model, label, selected, path, rowHeight, onOpen, onMenu, onRename, onDelete, onType, onMove, empty }: VirtualTreeProps) {
  const view = useSyncExternalStore(model.subscribe, model.snapshot);
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(0);
  const [drag, setDrag] = useState<{ row: TreeRow; over: Id | null } | null>(null);
  const dragOf = (row: TreeRow | undefined): RowDrag | undefined => {
    if (!onMove || !row) return undefined;
    const fits = drag !== null && drag.row.id !== row.id && drag.row.parent_id !== row.id;
    return {
      fits,
      isOver: fits && drag.over === row.id,
      onStart: () => setDrag({ row, over: null }),
      onOver: () => drag?.over !== row.id && drag && setDrag({ ...drag, over: row.id }),
      onEnd: () => setDrag(null),
      onDrop: () => {
        if (fits) onMove(drag.row, row);
        setDrag(null);
      },
    };
  };
  const rtl = useLocale().direction === "rtl";
  const first = Math.max(0, Math.floor(scroll.top / rowHeight) - OVERSCAN);
  const last = Math.min(view.total - 1, Math.ceil((scroll.top + scroll.height) / rowHeight) + OVERSCAN);
  const perPage = Math.max(1, Math.floor(scroll.height / rowHeight) - 1);

  useEffect(() => model.show(first, Math.max(last, first)), [model, first, last, view.version]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setScroll({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const go = useCallback(
    (index: number) => {
      setActive(index);
      const element = box.current;
      if (!element) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
    },
    [rowHeight],
  );

  const way = path?.join("/") ?? "";
  useEffect(() => {
    if (way) void model.reveal(way.split("/")).then((index) => index !== null && go(index));
  }, [model, way, go]);

  // The open account's row becomes the active one, wherever it was opened from.
  useEffect(() => {
    if (!selected) return;
    const index = model.indexOf(selected);
    if (index !== null) setActive(index);
  }, [model, selected, view.version]);

  const menuFor = (row: TreeRow, index: number) => {
    const bounds = box.current?.getBoundingClientRect();
    const top = (bounds?.top ?? 0) + (index + 1) * rowHeight - (box.current?.scrollTop ?? 0);
    onMenu?.(row, { x: (rtl ? (bounds?.right ?? 0) : (bounds?.left ?? 0)) + (rtl ? -32 : 32), y: top });
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const row = model.row(active);
    const move = treeMove(event, active, view.total, perPage, row, rtl);
    if (!move) return;
    event.preventDefault();
    if (move.kind === "go") go(move.index);
    else if (move.kind === "toggle") void model.toggle(move.id);
    else if (move.kind === "parent") void model.refresh(move.id).then((index) => index !== null && go(index));
    else if (move.kind === "type") onType?.(move.text);
    else if (!row) return;
    else if (move.kind === "open") onOpen(row);
    else if (move.kind === "menu") menuFor(row, active);
    else if (move.kind === "rename") onRename?.(row);
    else if (move.kind === "delete") onDelete?.(row);
  };

  const indexes: number[] = [];
  for (let index = first; index <= last; index += 1) indexes.push(index);
  // The active row is always there, else a screen reader loses its place.
  if (view.total > 0 && (active < first || active > last) && model.row(active)) indexes.push(active);
  const activeRow = model.row(active);

  return (
    <div
      ref={box}
      className={styles.box}
      role="tree"
      aria-label={label}
      aria-activedescendant={activeRow ? `tree-${activeRow.id}` : undefined}
      aria-busy={!view.ready}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
    >
      {view.error !== undefined && <Failed error={view.error} onRetry={() => void model.refresh()} />}
      {view.error === undefined && !view.ready && <Loading rows={8} />}
      {view.error === undefined && view.ready && view.total === 0 && empty}
      <div className={styles.rows} style={{ blockSize: view.total * rowHeight }} role="presentation">
        {indexes.map((index) => {
          const row = model.row(index);
          return (
            <TreeItem
              key={row?.id ?? index}
              row={row}
              top={index * rowHeight}
              height={rowHeight}
              active={index === active}
              selected={row !== undefined && row.id === selected}
              drag={dragOf(row)}
              onPress={() => {
                setActive(index);
                if (row) onOpen(row);
              }}
              onToggle={() => row && void model.toggle(row.id)}
              onMenu={(at) => {
                setActive(index);
                if (row) onMenu?.(row, at);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
