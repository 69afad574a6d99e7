import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ROW_HEIGHT, usePreferences } from "../../app/preferences";
import type { Id } from "../../api/types";
import { VirtualGrid, type GridColumn, type Sort } from "../../design/grid/VirtualGrid";
import { Button } from "../../design/Button";
import { Empty, Failed, Loading } from "../../design/states";
import { ListBar, type Filter } from "./ListBar";
import { readSort, useListState, useTypedSearch } from "./list-search";
import styles from "./Lists.module.css";
import type { Rows } from "./use-rows";

interface ListPaneProps<Row extends { id: Id }> {
  label: string;
  columns: readonly GridColumn<Row>[];
  /** What is shown until somebody chooses, the most important first: as many as there is room for. */
  standard: readonly string[];
  sortedBy: string;
  filters?: readonly Filter[];
  rows: Rows<Row>;
  /** How many there are, in words. */
  count: (matched: number, total: number) => string;
  onOpen: (row: Row) => void;
  empty: React.ReactNode;
  actions?: React.ReactNode;
  /** What is done with the chosen rows. */
  bulk?: (chosen: ReadonlySet<Id>, done: () => void) => React.ReactNode;
  /** Shown beside the list. */
  inspector?: React.ReactNode;
  /** Between the bar and the list, such as a chart. */
  above?: React.ReactNode;
}

/** A list with its bar above and its count below; what is open is shown beside it. */
export function ListPane<Row extends { id: Id }>({ label, columns, standard, sortedBy, filters = [], rows, count, onOpen, empty, actions, bulk, inspector, above }: ListPaneProps<Row>) {
  const { t } = useTranslation();
  const state = useListState();
  const height = ROW_HEIGHT[usePreferences().density] + 4;
  const [text, setText] = useTypedSearch(state);
  const searchBox = useRef<HTMLInputElement>(null);
  const [main, width] = useWidth();
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(new Set());
  const shown = state.cols ? ["name", ...state.cols.split(",")] : fitting(columns, standard, bulk ? width - CHECK : width);
  const visible = columns.filter((column, index) => index === 0 || shown.includes(column.id));
  const sort = readSort(state.sort, sortedBy);
  const onSort = useCallback(
    (next: Sort) => state.set({ sort: `${next.descending ? "-" : ""}${next.column}` }, { replace: true }),
    [state],
  );
  const isNarrowed = Boolean(state.q || state.only);
  const nothing = (
    <Empty icon="search" title={t("lists.nothing")} action={<Button onPress={() => state.set({ q: undefined, only: undefined })}>{t("lists.showAll")}</Button>}>
      {t("lists.nothingHint")}
    </Empty>
  );
  return (
    <div className={styles.pane}>
      <div className={styles.main} ref={main}>
        <ListBar state={state} label={label} filters={filters} columns={columns} shown={visible.map((column) => column.id)} searchBox={searchBox} text={text} onText={setText}>
          {actions}
        </ListBar>
        {above}
        {rows.error !== null ? (
          <Failed error={rows.error} onRetry={rows.retry} />
        ) : rows.total === undefined ? (
          <Loading rows={8} />
        ) : rows.total === 0 && !isNarrowed ? (
          <div className={styles.nothing}>{empty}</div>
        ) : (
          <VirtualGrid
            label={label}
            columns={visible}
            count={rows.matched}
            row={rows.row}
            onShow={rows.show}
            rowHeight={height}
            sort={sort}
            onSort={onSort}
            open={state.open}
            onOpen={onOpen}
            {...(bulk ? { chosen, onChoose: setChosen } : {})}
            onType={(letter) => {
              // The first letter goes where the next ones will.
              setText(text + letter);
              searchBox.current?.focus();
            }}
            empty={nothing}
          />
        )}
        {rows.total !== undefined && rows.error === null && (
          <footer className={styles.foot}>
            <span role="status">{rows.isCut ? t("logs.cut", { text: count(rows.matched, rows.total) }) : count(rows.matched, rows.total)}</span>
            {bulk && chosen.size > 0 && (
              <>
                <span>{t("lists.chosen", { count: chosen.size })}</span>
                {bulk(chosen, () => setChosen(new Set()))}
                <Button look="quiet" icon="close" onPress={() => setChosen(new Set())}>
                  {t("lists.chooseNone")}
                </Button>
              </>
            )}
          </footer>
        )}
      </div>
      {inspector}
    </div>
  );
}

/** Below this width, in pixels, lists have less room at their sides. */
const NARROW = 560;
/** What the boxes for choosing rows take, in pixels. */
const CHECK = 28;

/** As many of the columns as there is room for, in the order of their weight. */
function fitting<Row>(columns: readonly GridColumn<Row>[], standard: readonly string[], width: number): readonly string[] {
  let left = width - (width < NARROW ? 40 : 64);
  const fits: string[] = [];
  for (const id of standard) {
    const column = columns.find((entry) => entry.id === id);
    if (!column) continue;
    left -= column.width + 12;
    if (left < 0 && fits.length > 0) break;
    fits.push(id);
  }
  return fits;
}

function useWidth(): [React.RefCallback<HTMLDivElement>, number] {
  const [width, setWidth] = useState(900);
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
