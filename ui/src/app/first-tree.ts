/**
 * The account tree on the screen before the rest of the console is there, in a frame that has the console's measures and
 * nothing in it. It can be used at once: rows are scrolled, opened and filtered. React takes the tree itself over, so that
 * nothing is drawn twice; what was asked for meanwhile is done then.
 *
 * Nothing depends on it. Where it cannot be sure what the first screen is, it draws nothing.
 */
import type { Ahead } from "../api/ahead";
import type { Engine } from "../api/client";
import { readTreeWindow } from "../api/tree";
import type { Id, Session, TreeWindow } from "../api/types";
import button from "../design/Button.module.css";
import { iconElement } from "../design/icons";
import { TreeModel } from "../design/tree/tree-model";
import { viewOf, type TreeView } from "../design/tree/tree-view";
import { WaitingHost } from "../design/tree/waiting-host";
import sidebar from "../features/accounts/Sidebar.module.css";
import { firstWords } from "../i18n/first-words";
import { isRightToLeft, ROW_HEIGHT, type Preferences } from "./look";
import { FRAMED } from "./places";
import shell from "./Shell.module.css";

/** Narrower than this the tree is a drawer (Shell.module.css). */
const NARROW = "(max-width: 820px)";

/** Beside which account's page the tree stands first; nothing where it does not stand, or cannot be known. */
export function firstSelected(path: string, session: Session): { id: Id | undefined } | null {
  const [, place = "", id] = path.split("/");
  if (!FRAMED.some((known) => known === place)) return null;
  if (place === "") return { id: session.account.id };
  return { id: place === "accounts" ? id : undefined };
}

function part(tag: string, name: string | undefined, ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
}

export class FirstTree {
  private frame: HTMLElement | undefined;
  private model: TreeModel | undefined;
  private top: Id | undefined;
  private view: TreeView | undefined;
  private isOver = false;
  private readonly filter = document.createElement("input");
  private readonly host = new WaitingHost((text) => {
    this.filter.value = text;
    this.filter.focus();
    void this.model?.setFilter(text);
  });

  /** Draws the tree once its first rows are there, if the first screen shows it. */
  async draw(engine: Engine, ahead: Ahead, path: string, look: Preferences): Promise<void> {
    const { session } = await ahead.frame;
    const rows = await ahead.tree;
    const root = document.getElementById("root");
    const place = session && firstSelected(path, session);
    if (this.isOver || !root || !place || !rows || window.matchMedia(NARROW).matches) return;
    this.stand(engine, session, rows, place.id, look);
    root.before(this.frame ?? "");
  }

  private stand(engine: Engine, session: Session, rows: TreeWindow, selected: Id | undefined, look: Preferences): void {
    const model = new TreeModel((query) => readTreeWindow(engine, query));
    model.expandPath([session.account.id]);
    model.begin(rows);
    const words = firstWords(look.language);
    const shown = { label: words.title, rowHeight: ROW_HEIGHT[look.density], rtl: isRightToLeft(look.language), words: { disabled: words.disabled, below: () => "" } };
    const view = viewOf(model, shown, this.host);
    view.select(selected);
    this.model = model;
    this.view = view;
    this.top = session.account.id;
    this.frame = this.around(view.element, words);
  }

  /** The frame of the console (Shell, Sidebar), without anything that is not usable yet. */
  private around(tree: HTMLElement, words: { title: string; filter: string }): HTMLElement {
    const { filter } = this;
    filter.type = "search";
    filter.className = sidebar.input ?? "";
    filter.placeholder = words.filter;
    filter.setAttribute("aria-label", words.filter);
    filter.addEventListener("input", () => void this.model?.setFilter(filter.value));
    // As high as the buttons that come here.
    const room = part("span", `${button.button} ${button.only} ${button.quiet}`);
    const nav = part(
      "nav",
      sidebar.sidebar,
      part("header", sidebar.head, part("span", sidebar.title, words.title), room),
      part("div", sidebar.filter, iconElement("search", 14), filter),
      part("p", sidebar.found),
      tree,
    );
    nav.setAttribute("aria-label", words.title);
    return part("div", `${shell.shell} ${shell.first}`, part("div", shell.title), part("div", shell.rail), nav, part("main", shell.main), part("div", shell.status));
  }

  /** The tree as it stands, for this person and for once; `follow` is told from where on the feed says what has changed. */
  modelOf(top: Id, follow: (seq: number) => void): TreeModel | undefined {
    if (this.isOver || this.top !== top || !this.model) return undefined;
    this.model.onSeq = follow;
    return this.model;
  }

  /** The account that was opened already. */
  takeOpened(): Id | undefined {
    return this.host.takeOpened();
  }

  /** Whether somebody is typing into the filter. */
  isFiltering(): boolean {
    return document.activeElement === this.filter;
  }

  /** Takes the frame away: the console is there. A click that has begun in it ends first. */
  end(): void {
    this.isOver = true;
    this.model = undefined;
    void this.view?.released().then(() => this.frame?.remove());
  }
}
