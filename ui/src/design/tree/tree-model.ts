/**
 * The rows of the account tree that are on screen, read from the engine in pages while one scrolls.
 *
 * The engine holds the tree; this holds a few pages of it. Rows already shown stay until their successors arrive, so
 * opening a branch or an event from elsewhere never blanks the list.
 */
import type { Id, TreeQuery, TreeRow, TreeWindow } from "../../api/types";

export const PAGE = 100;
/** Pages kept; beyond these the ones farthest from the screen are forgotten. */
const PAGES_KEPT = 12;

/** What the model says of the rows as a whole. */
export interface TreeState {
  readonly total: number;
  readonly matched: number | null;
  readonly filter: string;
  /** Which answer this is; changes whenever any row may have changed. */
  readonly version: number;
  readonly error: unknown;
  readonly ready: boolean;
}

type Load = (query: TreeQuery) => Promise<TreeWindow>;

export class TreeModel {
  private pages = new Map<number, readonly TreeRow[]>();
  private waiting = new Set<number>();
  private toggled = new Set<Id>();
  private open: "none" | "all" = "none";
  private root: Id | undefined;
  private generation = 0;
  private visible: [number, number] = [0, PAGE - 1];
  private readonly listeners = new Set<() => void>();
  private view: TreeState = { total: 0, matched: null, filter: "", version: 0, error: undefined, ready: false };

  constructor(
    private readonly load: Load,
    /** Told from where on the feed says what has changed since the rows were read. */
    public onSeq: (seq: number) => void = () => undefined,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): TreeState => this.view;

  row(index: number): TreeRow | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  indexOf(id: Id): number | null {
    for (const [page, rows] of this.pages) {
      const index = rows.findIndex((row) => row.id === id);
      if (index >= 0) return page * PAGE + index;
    }
    return null;
  }

  /** Begins with rows that were read already, from the first row on. */
  begin(answer: TreeWindow): void {
    this.pages = new Map([[0, answer.rows]]);
    this.view = { ...this.view, total: answer.total, version: this.view.version + 1, ready: true };
  }

  /** Says which rows are on screen; pages that are missing are read. */
  show(first: number, last: number): void {
    this.visible = [first, last];
    // What failed is asked for again when the person says so, not as fast as it fails.
    if (this.view.error !== undefined) return;
    for (const page of pagesOf(first, last)) {
      if (!this.pages.has(page) && !this.waiting.has(page)) void this.read(page, this.generation);
    }
  }

  /** Reads what is on screen again; answers where `reveal` is now, once its branch is open. */
  async refresh(reveal?: Id): Promise<number | null> {
    this.generation += 1;
    const generation = this.generation;
    const pages = pagesOf(...this.visible);
    try {
      const answers = await Promise.all(pages.map((page) => this.load(this.query(page, reveal))));
      if (generation !== this.generation) return null;
      this.waiting.clear();
      this.pages = new Map(answers.map((answer, index) => [pages[index]!, answer.rows]));
      const first = answers[0];
      if (first) this.onSeq(first.seq);
      this.publish({ total: first?.total ?? 0, matched: first?.matched ?? null, error: undefined, ready: true });
      return first?.revealed ?? null;
    } catch (error) {
      if (generation === this.generation) this.publish({ error });
      return null;
    }
  }

  toggle(id: Id): Promise<number | null> {
    if (!this.toggled.delete(id)) this.toggled.add(id);
    return this.refresh(id);
  }

  isOpen(id: Id): boolean {
    return this.toggled.has(id) !== (this.open === "all");
  }

  /** Opens every branch above an account, so that it has a row. */
  expandPath(ids: readonly Id[]): void {
    for (const id of ids) {
      if (!this.isOpen(id)) {
        if (!this.toggled.delete(id)) this.toggled.add(id);
      }
    }
  }

  /** Opens the way to an account and reads the rows again; answers its row. */
  reveal(path: readonly Id[]): Promise<number | null> {
    const id = path.at(-1);
    if (id === undefined) return Promise.resolve(null);
    const above = path.slice(0, -1);
    const row = above.every((ancestor) => this.isOpen(ancestor)) ? this.indexOf(id) : null;
    if (row !== null) return Promise.resolve(row);
    this.expandPath(above);
    return this.refresh(id);
  }

  setAll(open: "none" | "all"): Promise<number | null> {
    this.open = open;
    this.toggled.clear();
    return this.refresh();
  }

  /** Shows only this account and what is below it; everything that may be seen without one. */
  setRoot(root: Id | undefined): Promise<number | null> {
    this.root = root;
    this.visible = [0, PAGE - 1];
    return this.refresh();
  }

  setFilter(filter: string): Promise<number | null> {
    this.view = { ...this.view, filter };
    this.visible = [0, PAGE - 1];
    return this.refresh();
  }

  private query(page: number, reveal?: Id): TreeQuery {
    const filter = this.view.filter.trim();
    return {
      open: this.open,
      toggled: [...this.toggled],
      from: page * PAGE,
      count: PAGE,
      ...(this.root ? { root: this.root } : {}),
      ...(filter ? { filter } : {}),
      ...(reveal ? { reveal } : {}),
    };
  }

  private async read(page: number, generation: number): Promise<void> {
    this.waiting.add(page);
    try {
      const answer = await this.load(this.query(page));
      if (generation !== this.generation) return;
      this.waiting.delete(page);
      this.pages.set(page, answer.rows);
      this.forgetFarPages();
      this.publish({ total: answer.total, matched: answer.matched, error: undefined, ready: true });
    } catch (error) {
      if (generation !== this.generation) return;
      this.waiting.delete(page);
      this.publish({ error });
    }
  }

  private forgetFarPages(): void {
    const middle = Math.floor((this.visible[0] + this.visible[1]) / 2 / PAGE);
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, far.length - PAGES_KEPT))) this.pages.delete(page);
  }

  private publish(change: Partial<TreeState>): void {
    this.view = { ...this.view, ...change, version: this.view.version + 1 };
    for (const listener of this.listeners) listener();
  }
}

export function pagesOf(first: number, last: number): number[] {
  const start = Math.max(0, Math.floor(first / PAGE));
  const end = Math.max(start, Math.floor(last / PAGE));
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}
