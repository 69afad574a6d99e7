/** One row of a tree on the screen, as plain elements that are filled again and again while one scrolls. */
import type { TreeRow } from "../../api/types";
import { iconElement } from "../icons";
import styles from "./VirtualTree.module.css";

/** What rows say in words of the catalogue. */
export interface TreeWords {
  readonly disabled: string;
  /** How many accounts lie below, as a sentence. */
  readonly below: (count: number) => string;
}

/** How a row is shown; distances in pixels. */
export interface RowLook {
  /** Nothing while the row is still being read. */
  readonly row: TreeRow | undefined;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  readonly selected: boolean;
  /** Something is dragged over it that may be dropped there. */
  readonly over: boolean;
  readonly draggable: boolean;
}

const INDENT_PX = 16;
/** Deeper levels are not indented further, or names would leave the pane; the level is still said to screen readers. */
const INDENT_LEVELS = 12;

let numbers: Intl.NumberFormat | undefined;
const written = (count: number): string => (numbers ??= new Intl.NumberFormat()).format(count);

function span(name: string | undefined, ...inside: (Node | string)[]): HTMLSpanElement {
  const element = document.createElement("span");
  if (name) element.className = name;
  element.append(...inside);
  return element;
}

/** Writes what is different only: most of a row stays when it is drawn again. */
function set(element: Element, name: string, value: string | number | boolean | undefined): void {
  const text = value === undefined ? null : String(value);
  if (element.getAttribute(name) === text) return;
  if (text === null) element.removeAttribute(name);
  else element.setAttribute(name, text);
}

/** Whether two answers say the same of an account: then nothing in its row is touched. */
function isSame(one: TreeRow | undefined, other: TreeRow | undefined): boolean {
  if (one === other) return true;
  return one !== undefined && other !== undefined && (Object.keys(other) as (keyof TreeRow)[]).every((key) => one[key] === other[key]);
}

export class RowElement {
  readonly element = document.createElement("div");
  private readonly indent = span(styles.indent);
  private readonly twist = span(styles.twist);
  private readonly name = span(styles.name);
  private readonly count = span(styles.count);
  /** Which parts the row has now, in its element; nothing while it shows none. */
  private parts: string | undefined;
  private look: RowLook | undefined;

  constructor(private readonly prefix: string) {
    this.element.className = styles.row ?? "";
    this.name.dir = "auto";
  }

  /** The account that the row shows. */
  get row(): TreeRow | undefined {
    return this.look?.row;
  }

  show(look: RowLook, words: TreeWords): void {
    const before = this.look;
    this.look = look;
    const { style } = this.element;
    if (before?.top !== look.top) style.transform = `translateY(${look.top}px)`;
    if (before?.height !== look.height) style.blockSize = `${look.height}px`;
    if (look.row) this.mark(look.row, look);
    else for (const { name } of [...this.element.attributes]) if (name !== "class" && name !== "style") this.element.removeAttribute(name);
    if (before && isSame(before.row, look.row)) return;
    if (look.row) this.fill(look.row, words);
    else {
      set(this.element, "role", "presentation");
      this.parts = undefined;
      this.element.replaceChildren(span(styles.bone));
    }
  }

  /** Throws away what is shown, so that all of it is drawn anew: the words are others now. */
  forget(): void {
    this.look = undefined;
    this.parts = undefined;
  }

  private mark(row: TreeRow, look: RowLook): void {
    const { element } = this;
    set(element, "id", this.prefix + row.id);
    set(element, "role", "treeitem");
    set(element, "aria-level", row.depth + 1);
    set(element, "aria-posinset", row.posinset);
    set(element, "aria-setsize", row.setsize);
    set(element, "aria-expanded", row.child_count > 0 ? row.expanded : undefined);
    set(element, "aria-selected", look.selected);
    set(element, "data-active", look.active || undefined);
    set(element, "data-disabled", row.enabled ? undefined : true);
    set(element, "data-drop", look.over || undefined);
    set(element, "draggable", look.draggable || undefined);
  }

  private fill(row: TreeRow, words: TreeWords): void {
    const indent = `${Math.min(row.depth, INDENT_LEVELS) * INDENT_PX}px`;
    if (this.indent.style.inlineSize !== indent) this.indent.style.inlineSize = indent;
    set(this.twist, "data-open", row.expanded || undefined);
    set(this.name, "data-matched", row.matched || undefined);
    if (this.name.textContent !== row.name) this.name.textContent = row.name;
    const count = row.descendants_count > 0 ? written(row.descendants_count) : "";
    if (this.count.textContent !== count) this.count.textContent = count;
    this.arrange(row, words);
  }

  /** Puts the parts together. Another filter mostly leaves which there are: then nothing is made. */
  private arrange(row: TreeRow, words: TreeWords): void {
    const kind = row.is_reseller || row.child_count > 0 ? "people" : "account";
    const isCounted = row.descendants_count > 0;
    const parts = [kind, row.child_count > 0, row.enabled, isCounted].join();
    if (parts === this.parts) return;
    this.parts = parts;
    this.twist.replaceChildren(...(row.child_count > 0 ? [iconElement("chevron", 12, "mirrored")] : []));
    const mark = row.enabled ? [] : [span(styles.mark, iconElement("pause", 12), words.disabled)];
    this.element.replaceChildren(this.indent, this.twist, iconElement(kind, 16, styles.kind), this.name, ...mark, ...(isCounted ? [this.count] : []));
  }
}

/** Whether this part of a row opens and closes it. */
export const isTwist = (target: Element): boolean => target.closest(`.${styles.twist}`) !== null;

/** The number of accounts below, if this is it. */
export const isCount = (target: Element): boolean => target.classList.contains(styles.count ?? "");
