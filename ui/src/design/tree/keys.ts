/** What a key means in a tree (WAI-ARIA tree view), as a plain function so that it can be tested without a screen. */
import type { TreeRow } from "../../api/types";

export type TreeMove =
  | { kind: "go"; index: number }
  | { kind: "toggle"; id: string }
  | { kind: "parent"; id: string }
  | { kind: "open" }
  | { kind: "menu" }
  | { kind: "rename" }
  | { kind: "delete" }
  | { kind: "type"; text: string };

interface KeyPress {
  key: string;
  shiftKey?: boolean;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
}

export function treeMove(press: KeyPress, active: number, total: number, page: number, row: TreeRow | undefined, rtl: boolean): TreeMove | null {
  const go = (index: number): TreeMove => ({ kind: "go", index: Math.max(0, Math.min(total - 1, index)) });
  const inwards = rtl ? "ArrowLeft" : "ArrowRight";
  const outwards = rtl ? "ArrowRight" : "ArrowLeft";
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  switch (press.key) {
    case "ArrowDown":
      return go(active + 1);
    case "ArrowUp":
      return go(active - 1);
    case "Home":
      return go(0);
    case "End":
      return go(total - 1);
    case "PageDown":
      return go(active + page);
    case "PageUp":
      return go(active - page);
    case inwards:
      if (!row || row.child_count === 0) return null;
      return row.expanded ? go(active + 1) : { kind: "toggle", id: row.id };
    case outwards:
      if (row?.expanded && row.child_count > 0) return { kind: "toggle", id: row.id };
      return row?.parent_id ? { kind: "parent", id: row.parent_id } : null;
    case "Enter":
    case " ":
      return { kind: "open" };
    case "F10":
      return press.shiftKey ? { kind: "menu" } : null;
    case "ContextMenu":
      return { kind: "menu" };
    case "F2":
      return { kind: "rename" };
    case "Delete":
      return { kind: "delete" };
    default:
      // "?" asks for the shortcuts everywhere.
      return press.key.length === 1 && press.key !== "?" ? { kind: "type", text: press.key } : null;
  }
}
