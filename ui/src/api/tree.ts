/** Windows of the account tree, and the first of them. Plain calls: the tree keeps its own rows. */
import { PAGE } from "../design/tree/tree-model";
import { answer, type Engine } from "./client";
import type { Id, TreeQuery, TreeWindow } from "./types";

/** How the tree is opened at first: the account on top, and what is directly below it. */
export const firstTree = (top: Id): TreeQuery => ({ open: "none", toggled: [top], from: 0, count: PAGE });

export const readTreeWindow = (engine: Engine, query: TreeQuery): Promise<TreeWindow> => answer(engine.POST("/console/tree/window", { body: query }));
