import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo, useRef } from "react";
import { useEngine } from "../api/context";
import { firstTreeKey } from "../api/queries";
import { readTreeWindow } from "../api/tree";
import type { TreeWindow } from "../api/types";
import { TreeModel } from "../design/tree/tree-model";
import { useActing } from "./acting";
import type { FirstTree } from "./first-tree";
import { useSession } from "./session";
import { useFeed } from "./feed-context";

const TreeContext = createContext<TreeModel | null>(null);
const FirstTreeContext = createContext<FirstTree | null>(null);

/** The tree that stood on the screen before React did; nothing once React has drawn. */
export const FirstTreeProvider = FirstTreeContext.Provider;
export const useFirstTree = (): FirstTree | null => use(FirstTreeContext);

export function useTree(): TreeModel {
  const tree = use(TreeContext);
  if (!tree) throw new Error("useTree outside of TreeProvider");
  return tree;
}

/** The sidebar's tree, shared with whatever changes it. Its first answer says from where to follow the feed. */
export function TreeProvider({ children }: { children: React.ReactNode }) {
  const engine = useEngine();
  const feed = useFeed();
  const queries = useQueryClient();
  const top = useSession()?.account.id;
  const drawn = useFirstTree();
  const model = useMemo(() => {
    const follow = (seq: number) => feed.start(seq);
    const standing = top && drawn?.modelOf(top, follow);
    if (standing) return standing;
    const tree = new TreeModel((query) => readTreeWindow(engine, query), follow);
    if (top) tree.expandPath([top]);
    const first = top && queries.getQueryData<TreeWindow>(firstTreeKey(top));
    if (first) tree.begin(first);
    return tree;
  }, [engine, feed, queries, top, drawn]);
  useEffect(() => {
    const first = top && queries.getQueryData<TreeWindow>(firstTreeKey(top));
    // It is good for one start: the feed tells what has changed since, but only from here on.
    if (top) queries.removeQueries({ queryKey: firstTreeKey(top) });
    if (first) feed.start(first.seq);
    else void model.refresh();
    return feed.onTreeChanged(() => void model.refresh());
  }, [model, feed, queries, top]);
  const acting = useActing()?.id;
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current === acting) return;
    shown.current = acting;
    if (acting) model.expandPath([acting]);
    void model.setRoot(acting);
  }, [model, acting]);
  return <TreeContext.Provider value={model}>{children}</TreeContext.Provider>;
}
