import { createContext, use, useEffect, useMemo } from "react";
import { useEngine } from "../api/context";
import { readTreeWindow } from "../api/queries";
import { TreeModel } from "../design/tree/tree-model";
import { useSession } from "./session";
import { useFeed } from "./feed-context";

const TreeContext = createContext<TreeModel | null>(null);

export function useTree(): TreeModel {
  const tree = use(TreeContext);
  if (!tree) throw new Error("useTree outside of TreeProvider");
  return tree;
}

/** The sidebar's tree, shared with whatever changes it. Its first answer says from where to follow the feed. */
export function TreeProvider({ children }: { children: React.ReactNode }) {
  const engine = useEngine();
  const feed = useFeed();
  const model = useMemo(() => new TreeModel((query) => readTreeWindow(engine, query), (seq) => feed.start(seq)), [engine, feed]);
  const top = useSession()?.account.id;
  useEffect(() => {
    if (top) model.expandPath([top]);
    void model.refresh();
    return feed.onTreeChanged(() => void model.refresh());
  }, [model, feed, top]);
  return <TreeContext.Provider value={model}>{children}</TreeContext.Provider>;
}
