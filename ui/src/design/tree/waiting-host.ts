/**
 * Whom a tree asks while the program around it is still being read: what was asked for last is kept, and done by the host that
 * comes. One wish is enough; who opens two rows wants the second.
 */
import type { Id, TreeRow } from "../../api/types";
import type { TreeHost } from "./tree-view";

export class WaitingHost implements TreeHost {
  private opened: TreeRow | undefined;
  private wish: ((host: TreeHost) => void) | undefined;

  /** `onType` takes letters to where they belong. */
  constructor(readonly onType: (text: string) => void) {}

  readonly onOpen = (row: TreeRow): void => {
    this.opened = row;
  };

  readonly onMenu = (row: TreeRow, at: { x: number; y: number }): void => this.keep((host) => host.onMenu?.(row, at));
  readonly onRename = (row: TreeRow): void => this.keep((host) => host.onRename?.(row));
  readonly onDelete = (row: TreeRow): void => this.keep((host) => host.onDelete?.(row));

  private keep(wish: (host: TreeHost) => void): void {
    this.wish = wish;
  }

  /** The account to begin with, if a row was opened; it is not opened again. */
  takeOpened(): Id | undefined {
    const id = this.opened?.id;
    this.opened = undefined;
    return id;
  }

  /** Does what is still wished for; answers whether that opens a row. */
  hand(host: TreeHost): boolean {
    const { opened, wish } = this;
    this.opened = undefined;
    this.wish = undefined;
    if (opened) host.onOpen(opened);
    wish?.(host);
    return opened !== undefined;
  }
}
