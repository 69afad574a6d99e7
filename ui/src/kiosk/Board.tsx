import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Board.module.css";
import type { Entry } from "./find";
import type { KioskStore } from "./store";
import { Tile } from "./Tile";

/** A tile's least width and its height, in rem, and the gap between two. */
const WIDTH = 14.5;
const HEIGHT = 4.9;
const GAP = 0.5;
/** Rows that are drawn above and below what is seen. */
const OVERSCAN = 2;
/** Tiles that follow what is typed at once; the others do so as soon as nobody types. */
const FIRST = 12;

interface BoardProps {
  store: KioskStore;
  entries: readonly Entry[];
  selected: string | undefined;
  onPick: (id: string) => void;
  /** How many stand beside each other, for the arrow keys. */
  onColumns: (columns: number) => void;
}

/**
 * Who is drawn where. While what was found is new, only the first places have it yet: the others still show who was there
 * before, or nobody, and never more than were found.
 */
function drawn(entries: readonly Entry[], settled: readonly Entry[], from: number, to: number): { entry: Entry; place: number }[] {
  const first = entries.slice(from, Math.min(to, from + FIRST));
  const others = settled.slice(from + first.length, Math.min(to, entries.length));
  const isNew = (entry: Entry) => entries === settled || !first.some(({ person }) => person.id === entry.person.id);
  const at = (offset: number) => (entry: Entry, index: number) => ({ entry, place: from + offset + index });
  // Nobody stands in two places.
  return [...first.map(at(0)), ...others.map(at(first.length)).filter(({ entry }) => isNew(entry))];
}

/** Everybody who was found, as tiles; only those that are seen are drawn. */
export function Board({ store, entries, selected, onPick, onColumns }: BoardProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0, rem: 16 });
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight, rem: parseFloat(getComputedStyle(document.documentElement).fontSize) });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const letters = new MutationObserver(measure);
    letters.observe(document.documentElement, { attributes: true, attributeFilter: ["data-large"] });
    measure();
    return () => {
      observer.disconnect();
      letters.disconnect();
    };
  }, []);
  const gap = GAP * size.rem;
  const inner = Math.max(0, size.width - 2 * gap);
  const columns = Math.max(1, Math.floor((inner + gap) / (WIDTH * size.rem + gap)));
  const width = (inner - gap * (columns - 1)) / columns;
  const step = HEIGHT * size.rem + gap;
  const rows = Math.ceil(entries.length / columns);
  const first = Math.max(0, Math.floor(top / step) - OVERSCAN);
  const last = Math.min(rows, Math.ceil((top + size.height) / step) + OVERSCAN);
  const settled = useDeferredValue(entries);
  const shown = drawn(entries, settled, first * columns, last * columns);
  useEffect(() => onColumns(columns), [onColumns, columns]);
  const at = selected === undefined ? -1 : entries.findIndex((entry) => entry.person.id === selected);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || at < 0) return;
    const from = Math.floor(at / columns) * step;
    if (from < element.scrollTop) element.scrollTop = from;
    else if (from + step > element.scrollTop + element.clientHeight) element.scrollTop = from + step + gap - element.clientHeight;
  }, [at, columns, step, gap]);
  const list = entries.length;
  useLayoutEffect(() => {
    // Fewer people than before: what was scrolled to may not be there any more.
    if (box.current) setTop(box.current.scrollTop);
  }, [list]);
  return (
    <div ref={box} className={styles.board} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <div
        id="people"
        role="listbox"
        aria-label={t("kiosk.people")}
        className={styles.tiles}
        style={{ blockSize: rows * step + gap }}
        // The focus stays where one types.
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => {
          const id = (event.target as Element).closest<HTMLElement>("[data-id]")?.dataset["id"];
          if (id) onPick(id);
        }}
      >
        {shown.map(({ entry, place }) => {
          const [row, column] = [Math.floor(place / columns), place % columns];
          return (
            <Tile
              // By its place: whoever comes there is written into the tile that is there.
              key={place}
              store={store}
              id={entry.person.id}
              selected={entry.person.id === selected}
              top={gap + row * step}
              start={gap + column * (width + gap)}
              width={width}
              height={HEIGHT * size.rem}
            />
          );
        })}
      </div>
      {entries.length === 0 && <p className={styles.nobody}>{t("kiosk.nobody")}</p>}
    </div>
  );
}
