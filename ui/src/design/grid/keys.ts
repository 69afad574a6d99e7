/** What a key does in a table: pure, so that it can be tested without a page. */

export type GridMove =
  | { kind: "go"; row: number; column: number }
  | { kind: "open" }
  | { kind: "choose" }
  | { kind: "type"; text: string };

interface Size {
  rows: number;
  columns: number;
  perPage: number;
  rtl: boolean;
}

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** Row -1 is the row of the heads: there the arrows go sideways and Enter turns the order. */
export function gridMove(event: Keys, at: { row: number; column: number }, { rows, columns, perPage, rtl }: Size): GridMove | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const go = (row: number, column = at.column): GridMove => ({
    kind: "go",
    row: Math.max(-1, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  });
  const onwards = rtl ? "ArrowLeft" : "ArrowRight";
  const back = rtl ? "ArrowRight" : "ArrowLeft";
  switch (event.key) {
    case "ArrowDown":
      return go(at.row + 1);
    case "ArrowUp":
      return go(at.row - 1);
    case "PageDown":
      return go(at.row + perPage);
    case "PageUp":
      return go(Math.max(0, at.row - perPage));
    case "Home":
      return go(at.row < 0 ? -1 : 0, 0);
    case "End":
      return at.row < 0 ? go(-1, columns - 1) : go(rows - 1);
    case onwards:
      return at.row < 0 ? go(-1, at.column + 1) : null;
    case back:
      return at.row < 0 ? go(-1, at.column - 1) : null;
    case "Enter":
      return { kind: "open" };
    case " ":
      return { kind: "choose" };
    default:
      return event.key.length === 1 ? { kind: "type", text: event.key } : null;
  }
}
