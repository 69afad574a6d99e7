/** The rows of a tree that are in the page: few elements, filled with what is in sight. */
import type { TreeRow } from "../../api/types";
import { RowElement, type RowLook, type TreeWords } from "./tree-row";
import styles from "./VirtualTree.module.css";

export class TreeRows {
  readonly element = document.createElement("div");
  private readonly shown = new Map<number, RowElement>();
  private height = -1;

  /** Ids of the rows begin with `prefix`. */
  constructor(private readonly prefix: string) {
    this.element.className = styles.rows ?? "";
    this.element.setAttribute("role", "presentation");
  }

  /** Takes the room of all rows, in pixels. */
  stretch(height: number): void {
    if (this.height !== height) this.element.style.blockSize = `${height}px`;
    this.height = height;
  }

  /** The account and the index of the row that something in the page belongs to. */
  at(target: EventTarget | null): [TreeRow, number] | undefined {
    const element = target instanceof Element ? target.closest(`.${styles.row}`) : null;
    for (const [index, row] of this.shown) if (row.element === element && row.row) return [row.row, index];
    return undefined;
  }

  /** Has every row drawn anew the next time: the words are others. */
  forget(): void {
    for (const row of this.shown.values()) row.forget();
  }

  /** Fills the rows with these, by index; an account that was there keeps its element, and few are moved. */
  place(wanted: readonly (readonly [number, RowLook])[], words: TreeWords): void {
    const kept = new Map([...this.shown.values()].map((row) => [row.row?.id, row]));
    const staying = new Set(wanted.map(([, { row }]) => kept.get(row?.id)));
    const spare = new Map<Element, RowElement>([...this.shown.values()].filter((row) => !row.row || !staying.has(row)).map((row) => [row.element, row]));
    this.shown.clear();
    let next = this.element.firstElementChild;
    for (const [index, look] of wanted) {
      const drawn = (look.row && kept.get(look.row.id)) ?? spare.values().next().value ?? new RowElement(this.prefix);
      spare.delete(drawn.element);
      this.shown.set(index, drawn);
      drawn.show(look, words);
      while (next && next !== drawn.element && spare.has(next)) next = next.nextElementSibling;
      if (next === drawn.element) next = next.nextElementSibling;
      else this.element.insertBefore(drawn.element, next);
    }
    for (const element of spare.keys()) element.remove();
  }
}
