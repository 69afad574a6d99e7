import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useLocale } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Id } from "../../api/types";
import { Failed, Loading } from "../states";
import type { TreeModel } from "./tree-model";
import { viewOf, type TreeHost } from "./tree-view";
import styles from "./VirtualTree.module.css";

interface VirtualTreeProps extends TreeHost {
  model: TreeModel;
  label: string;
  selected: Id | undefined;
  /** The way from the top to the selected row, when it was opened elsewhere: its branches open and it scrolls into view. */
  path?: readonly Id[];
  /** In pixels. */
  rowHeight: number;
  empty: React.ReactNode;
}

/** The place of a `TreeView` in React. A model that is on the screen already keeps its view, with its rows, focus and scrolling. */
export function VirtualTree({ model, label, selected, path, rowHeight, empty, ...host }: VirtualTreeProps) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(model.subscribe, model.snapshot);
  const rtl = useLocale().direction === "rtl";
  const look = useMemo(
    () => ({ label, rowHeight, rtl, words: { disabled: t("tree.disabled"), below: (count: number) => t("tree.below", { count }) } }),
    [label, rowHeight, rtl, t],
  );
  const view = viewOf(model, look, host);
  const place = useRef<HTMLDivElement>(null);
  const way = path?.join("/") ?? "";

  useLayoutEffect(() => (place.current ? view.mount(place.current) : undefined), [view]);
  const isOpening = useRef(false);
  useLayoutEffect(() => {
    if (view.serve(host)) isOpening.current = true;
  });
  useLayoutEffect(() => view.dress(look), [view, look]);
  useLayoutEffect(() => {
    // What was opened before there was a host is being opened now, and shown as such already.
    if (!isOpening.current) view.select(selected);
    isOpening.current = false;
  }, [view, selected]);
  useEffect(() => {
    if (way) void view.reveal(way.split("/"));
  }, [view, way]);

  return (
    <>
      <div ref={place} className={styles.place} />
      {createPortal(
        <>
          {state.error !== undefined && <Failed error={state.error} onRetry={() => void model.refresh()} />}
          {state.error === undefined && !state.ready && <Loading rows={8} />}
          {state.error === undefined && state.ready && state.total === 0 && empty}
        </>,
        view.notice,
      )}
    </>
  );
}
