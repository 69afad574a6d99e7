/**
 * A tree of any size on the screen: fixed row height, only the rows in sight in the page, everything from the keyboard.
 *
 * It needs no framework, so that it can stand before one is read; `VirtualTree` gives it a place in React. It draws and
 * asks; what opening, renaming or moving a row means is its host's.
 */
import type { Id, TreeRow } from "../../api/types";
import { treeMove, type TreeMove } from "./keys";
import { RowDrag } from "./tree-drag";
import type { TreeModel, TreeState } from "./tree-model";
import { isCount, isTwist, type RowLook, type TreeWords } from "./tree-row";
import { TreeRows } from "./tree-rows";
import styles from "./VirtualTree.module.css";
import { WaitingHost } from "./waiting-host";

/** Rows drawn above and below the visible ones, so that scrolling does not show gaps. */
const OVERSCAN = 8;
/** A menu asked for by a key opens this far into its row, in pixels. */
const MENU_INSET = 32;

/** What a tree asks of whoever shows it. */
export interface TreeHost {
  /** Answers false when it may not come to it; then the row is not shown as the open one until it is. */
  onOpen: (row: TreeRow) => boolean | void;
  onMenu?: (row: TreeRow, at: { x: number; y: number }) => void;
  onRename?: (row: TreeRow) => void;
  onDelete?: (row: TreeRow) => void;
  onType?: (text: string) => void;
  /** A row was dragged onto another one; without it rows cannot be dragged. */
  onMove?: (row: TreeRow, onto: TreeRow) => void;
}

export interface TreeLook {
  /** The tree's name for screen readers. */
  readonly label: string;
  /** In pixels. */
  readonly rowHeight: number;
  readonly rtl: boolean;
  readonly words: TreeWords;
}

let lastView = 0;

export class TreeView {
  readonly element = document.createElement("div");
  /** Where the host says what there is in the place of rows: still reading, nothing found, failed. */
  readonly notice = document.createElement("div");
  private host: TreeHost;
  private readonly prefix: string;
  private readonly rows: TreeRows;
  private readonly drag = new RowDrag((row, onto) => this.host.onMove?.(row, onto), () => this.draw());
  private state: TreeState;
  private wanted: Element | undefined;
  private pressed: Promise<void> | undefined;
  private top = 0;
  private height = window.innerHeight;
  private active = 0;
  private activeId: Id | undefined;
  private selected: Id | undefined;
  /** The selected row becomes the active one as soon as it is there, if nobody has gone on meanwhile. */
  private isExpected = false;
  /** The last account that was brought into sight, so that it is not done again against the person's scrolling. */
  private revealed: Id | undefined;

  constructor(
    private readonly model: TreeModel,
    private look: TreeLook,
    host: TreeHost,
  ) {
    this.host = host;
    this.state = model.snapshot();
    lastView += 1;
    this.prefix = `tree${lastView}-`;
    this.element.className = styles.box ?? "";
    this.element.setAttribute("role", "tree");
    this.element.tabIndex = 0;
    this.rows = new TreeRows(this.prefix);
    this.element.append(this.notice, this.rows.element);
    this.listen();
    this.dress(look);
    model.subscribe(() => this.follow());
  }

  /** Puts the tree where it belongs, until the answer is called. A click that has begun ends first: it belongs to where it began. */
  mount(place: Element): () => void {
    this.wanted = place;
    if (!this.pressed) this.settle();
    return () => {
      if (this.wanted !== place) return;
      this.wanted = undefined;
      this.element.remove();
    };
  }

  /** Until no button of the mouse is held down on the tree, and what that means is done. */
  released(): Promise<void> {
    return this.pressed ?? Promise.resolve();
  }

  /** The focus and what the tree is scrolled to stay. */
  private settle(): void {
    const { wanted: place } = this;
    if (!place || this.element.parentNode === place) return;
    const hadFocus = document.activeElement === this.element;
    const { top } = this;
    place.append(this.element);
    if (top > 0) this.element.scrollTop = top;
    if (hadFocus) this.element.focus({ preventScroll: true });
  }

  /** Asks this host from now on. Answers whether it opens a row already, as somebody wished before it was there. */
  serve(host: TreeHost): boolean {
    const { host: before } = this;
    this.host = host;
    return before instanceof WaitingHost && before.hand(host);
  }

  dress(look: TreeLook): void {
    const isOther = look.words.disabled !== this.look.words.disabled;
    this.look = look;
    this.element.setAttribute("aria-label", look.label);
    if (isOther) this.rows.forget();
    this.draw();
  }

  /** Shows which account is open. */
  select(id: Id | undefined): void {
    if (this.selected === id) return;
    this.selected = id;
    this.isExpected = id !== undefined;
    this.follow();
  }

  /** Opens the way to an account that was opened elsewhere, and brings its row into sight. */
  async reveal(path: readonly Id[]): Promise<void> {
    const id = path.at(-1);
    if (id === undefined || id === this.revealed) return;
    this.revealed = id;
    const index = await this.model.reveal(path);
    if (index !== null) this.go(index);
  }

  private listen(): void {
    const { element } = this;
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("scroll", () => {
      this.top = element.scrollTop;
      this.draw();
    });
    const onRow = <Name extends keyof HTMLElementEventMap>(name: Name, does: (event: HTMLElementEventMap[Name], row: TreeRow, index: number) => void) =>
      element.addEventListener(name, (event) => {
        const found = this.rows.at(event.target);
        if (found) does(event, ...found);
      });
    onRow("click", (event, row, index) => (isTwist(event.target as Element) ? this.twist(row) : this.open(row, index)));
    onRow("dblclick", (event, row) => !isTwist(event.target as Element) && this.twist(row));
    onRow("contextmenu", (event, row, index) => {
      event.preventDefault();
      this.activate(index);
      this.host.onMenu?.(row, { x: event.clientX, y: event.clientY });
    });
    // Said when somebody points at it: a sentence for each row would cost more than the row.
    onRow("pointerover", ({ target }, row) => {
      if (target instanceof HTMLElement && isCount(target)) target.title = this.look.words.below(row.descendants_count);
    });
    onRow("dragstart", (event, row) => this.drag.start(event, row));
    onRow("dragover", (event, row) => this.drag.goOver(event, row));
    onRow("drop", (event, row) => this.drag.drop(event, row));
    element.addEventListener("dragend", () => this.drag.end());
    element.addEventListener("pointerdown", () => (this.pressed ??= this.press()));
    new ResizeObserver(() => {
      if (!element.isConnected || element.clientHeight === this.height) return;
      this.height = element.clientHeight;
      this.draw();
    }).observe(element);
  }

  private press(): Promise<void> {
    const over = new AbortController();
    return new Promise((resolve) => {
      const end = () => {
        over.abort();
        // The click itself comes after this.
        window.setTimeout(() => {
          this.pressed = undefined;
          this.settle();
          resolve();
        });
      };
      for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, end, { signal: over.signal, capture: true });
    });
  }

  private key(event: KeyboardEvent): void {
    // A button among the notices has keys of its own.
    if (event.target !== this.element) return;
    const { active, model, look } = this;
    const page = Math.max(1, Math.floor(this.height / look.rowHeight) - 1);
    const row = model.row(active);
    const move = treeMove(event, active, this.state.total, page, row, look.rtl);
    if (!move) return;
    event.preventDefault();
    this.move(move, row);
  }

  private move(move: TreeMove, row: TreeRow | undefined): void {
    if (move.kind === "go") this.go(move.index);
    else if (move.kind === "toggle") void this.model.toggle(move.id);
    else if (move.kind === "parent") void this.model.refresh(move.id).then((index) => index !== null && this.go(index));
    else if (move.kind === "type") this.host.onType?.(move.text);
    else if (!row) return;
    else if (move.kind === "open") this.open(row, this.active);
    else if (move.kind === "menu") this.host.onMenu?.(row, this.menuPlace());
    else if (move.kind === "rename") this.host.onRename?.(row);
    else if (move.kind === "delete") this.host.onDelete?.(row);
  }

  /** Where a menu opens that a key asks for: under the active row. */
  private menuPlace(): { x: number; y: number } {
    const { left, right, top } = this.element.getBoundingClientRect();
    const y = top + (this.active + 1) * this.look.rowHeight - this.top;
    return { x: this.look.rtl ? right - MENU_INSET : left + MENU_INSET, y };
  }

  private twist(row: TreeRow): void {
    if (row.child_count > 0) void this.model.toggle(row.id);
  }

  private open(row: TreeRow, index: number): void {
    this.revealed = row.id;
    // Shown at once; the page itself may take a moment.
    if (this.host.onOpen(row) !== false) this.selected = row.id;
    this.activate(index);
  }

  private activate(index: number): void {
    this.active = index;
    this.activeId = this.model.row(index)?.id;
    this.isExpected = false;
    this.draw();
  }

  /** Makes a row the active one and brings it into sight. */
  private go(index: number): void {
    const { element, height } = this;
    const start = index * this.look.rowHeight;
    const end = start + this.look.rowHeight;
    this.stretch();
    if (start < this.top) this.top = start;
    else if (end > this.top + height) this.top = end - height;
    if (element.scrollTop !== this.top) element.scrollTop = this.top;
    this.activate(index);
  }

  /** Takes over what the model has now. The active row stays the one it was, wherever it stands. */
  private follow(): void {
    const { model, state: before } = this;
    this.state = model.snapshot();
    const isOther = before.filter !== this.state.filter;
    const expected = this.isExpected && this.selected !== undefined ? model.indexOf(this.selected) : null;
    const stayed = this.activeId === undefined ? null : model.indexOf(this.activeId);
    if (expected !== null) {
      this.isExpected = false;
      this.activeId = this.selected;
      if ((expected + 1) * this.look.rowHeight <= this.height) this.revealed ??= this.selected;
    }
    this.active = expected ?? stayed ?? (isOther ? 0 : Math.max(0, Math.min(this.active, this.state.total - 1)));
    if (isOther) {
      this.top = 0;
      this.element.scrollTop = 0;
    }
    this.draw();
  }

  private stretch(): void {
    this.rows.stretch(this.state.total * this.look.rowHeight);
  }

  private draw(): void {
    const { model, look, state, element } = this;
    const { rowHeight } = look;
    // What is scrolled to may be beyond the end now; the browser says so only after it has drawn.
    const top = Math.min(this.top, Math.max(0, state.total * rowHeight - this.height));
    const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
    const last = Math.min(state.total - 1, Math.ceil((top + this.height) / rowHeight) + OVERSCAN);
    this.stretch();
    this.rows.place(this.indexes(first, last).map((index) => [index, this.lookOf(index)]), look.words);
    const active = model.row(this.active);
    if (active) element.setAttribute("aria-activedescendant", this.prefix + active.id);
    else element.removeAttribute("aria-activedescendant");
    element.setAttribute("aria-busy", String(!state.ready));
    // The first rows are asked for by whoever made the model.
    if (state.ready) model.show(first, Math.max(first, last));
  }

  private indexes(first: number, last: number): number[] {
    const indexes: number[] = [];
    for (let index = first; index <= last; index += 1) indexes.push(index);
    // The active row is always there, else a screen reader loses its place; and what is dragged, else the drag ends.
    const dragged = this.drag.dragged ? this.model.indexOf(this.drag.dragged.id) : null;
    for (const index of [this.active, dragged]) {
      if (index !== null && this.model.row(index) && index < this.state.total && !indexes.includes(index)) indexes.push(index);
    }
    return indexes;
  }

  private lookOf(index: number): RowLook {
    const { rowHeight } = this.look;
    const row = this.model.row(index);
    return {
      row,
      top: index * rowHeight,
      height: rowHeight,
      active: index === this.active,
      selected: row !== undefined && row.id === this.selected,
      over: row !== undefined && row.id === this.drag.over,
      draggable: this.host.onMove !== undefined,
    };
  }
}

const views = new WeakMap<TreeModel, TreeView>();

/** The view of a model: the same for as long as the model is there, whoever gives it a place. */
export function viewOf(model: TreeModel, look: TreeLook, host: TreeHost): TreeView {
  const view = views.get(model) ?? new TreeView(model, look, host);
  views.set(model, view);
  return view;
}
