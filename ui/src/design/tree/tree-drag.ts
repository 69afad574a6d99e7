/** Dragging a row of a tree onto another one. It knows what may be dropped where, not how a row looks. */
import type { Id, TreeRow } from "../../api/types";

export class RowDrag {
  private row: TreeRow | undefined;
  private target: Id | undefined;

  /** `onMove` is asked for the move, `changed` is told that another row is the one dropped on. */
  constructor(
    private readonly onMove: (row: TreeRow, onto: TreeRow) => void,
    private readonly changed: () => void,
  ) {}

  /** What is being dragged. */
  get dragged(): TreeRow | undefined {
    return this.row;
  }

  /** Where it would fall now. */
  get over(): Id | undefined {
    return this.target;
  }

  start(event: DragEvent, row: TreeRow): void {
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    event.dataTransfer?.setData("text/plain", row.name);
    this.row = row;
  }

  goOver(event: DragEvent, row: TreeRow): void {
    if (!this.fits(row)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "move";
    this.point(row.id);
  }

  drop(event: DragEvent, row: TreeRow): void {
    event.preventDefault();
    const { row: dragged } = this;
    if (dragged && this.fits(row)) this.onMove(dragged, row);
    this.end();
  }

  end(): void {
    this.row = undefined;
    this.point(undefined);
  }

  /** Not onto itself, and not to where it is already. */
  private fits(row: TreeRow): boolean {
    return this.row !== undefined && this.row.id !== row.id && this.row.parent_id !== row.id;
  }

  private point(id: Id | undefined): void {
    if (this.target === id) return;
    this.target = id;
    this.changed();
  }
}
