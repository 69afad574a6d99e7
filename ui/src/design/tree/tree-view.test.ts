import { beforeEach, expect, test, vi } from "vitest";
import type { TreeQuery, TreeRow, TreeWindow } from "../../api/types";
import { TreeModel } from "./tree-model";
import { TreeView, viewOf, type TreeHost, type TreeLook } from "./tree-view";
import { WaitingHost } from "./waiting-host";

const HEIGHT = 28;
const words = { disabled: "Disabled", below: (count: number) => `${count} below` };
const look: TreeLook = { label: "Accounts", rowHeight: HEIGHT, rtl: false, words };

const account = (index: number, change: Partial<TreeRow> = {}): TreeRow => ({
  id: `a${index}`,
  name: `Account ${index}`,
  depth: index === 0 ? 0 : 1,
  parent_id: index === 0 ? null : "a0",
  posinset: Math.max(1, index),
  setsize: 99,
  child_count: index === 0 ? 99 : 0,
  descendants_count: index === 0 ? 99 : 0,
  expanded: index === 0,
  enabled: true,
  is_reseller: false,
  matched: false,
  ...change,
});

/** A tree of `total` rows on the screen; what it asked the engine for, and its host's answers to what it asks. */
async function shown(total: number, change: (index: number) => Partial<TreeRow> = () => ({})) {
  const asked: TreeQuery[] = [];
  const load = async (query: TreeQuery): Promise<TreeWindow> => {
    asked.push(query);
    const rows = Array.from({ length: Math.max(0, Math.min(query.count, total - query.from)) }, (_, index) => account(query.from + index, change(query.from + index)));
    return { seq: 1, total, matched: null, revealed: query.reveal ? Number(query.reveal.slice(1)) : null, rows };
  };
  const model = new TreeModel(load);
  const host = { onOpen: vi.fn(), onMenu: vi.fn(), onRename: vi.fn(), onDelete: vi.fn(), onType: vi.fn(), onMove: vi.fn() } satisfies TreeHost;
  await model.refresh();
  const view = new TreeView(model, look, host);
  view.mount(document.body);
  asked.length = 0;
  return { model, view, host, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const rows = () => [...document.querySelectorAll<HTMLElement>("[role=treeitem]")];
const rowOf = (id: string): HTMLElement => rows().find((row) => row.id.endsWith(`-${id}`))!;
const press = (view: TreeView, key: string, more: KeyboardEventInit = {}) => view.element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
const active = (view: TreeView) => document.getElementById(view.element.getAttribute("aria-activedescendant") ?? "");

beforeEach(() => {
  document.body.replaceChildren();
  window.innerHeight = 600;
});

test("only the rows in sight are in the page, each told to screen readers with its place", async () => {
  const { view } = await shown(100_000);
  expect(rows().length).toBeLessThan(60);
  expect(view.element.getAttribute("aria-label")).toBe("Accounts");
  expect(rowOf("a0").getAttribute("aria-expanded")).toBe("true");
  const row = rowOf("a3");
  expect(["aria-level", "aria-posinset", "aria-setsize", "aria-selected"].map((name) => row.getAttribute(name))).toEqual(["2", "3", "99", "false"]);
  expect(row.hasAttribute("aria-expanded")).toBe(false);
  expect(row.textContent).toBe("Account 3");
});

test("a click opens a row and makes it the active one; a click on its arrow only opens its branch", async () => {
  const { view, host, asked } = await shown(50);
  rowOf("a4").click();
  expect(host.onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: "a4" }));
  expect(active(view)).toBe(rowOf("a4"));
  rowOf("a0").querySelector<HTMLElement>(".twist")!.click();
  await settled();
  expect(host.onOpen).toHaveBeenCalledOnce();
  expect(asked.at(-1)).toMatchObject({ toggled: ["a0"], reveal: "a0" });
});

test("the keys go through the rows, open one, and ask for its menu, its name and its end", async () => {
  const { view, host } = await shown(50);
  press(view, "ArrowDown");
  press(view, "ArrowDown");
  expect(active(view)).toBe(rowOf("a2"));
  press(view, "Enter");
  expect(host.onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: "a2" }));
  press(view, "F10", { shiftKey: true });
  press(view, "F2");
  press(view, "Delete");
  press(view, "b");
  for (const asked of [host.onMenu, host.onRename, host.onDelete]) expect(asked.mock.calls[0]?.[0]).toMatchObject({ id: "a2" });
  expect(host.onType).toHaveBeenCalledWith("b");
});

test("right-to-left text turns the inward arrow round", async () => {
  const { view, asked } = await shown(50);
  view.dress({ ...look, rtl: true });
  press(view, "ArrowRight");
  await settled();
  expect(asked.at(-1)).toMatchObject({ toggled: ["a0"] });
});

test("the last row is reached in one step, and the active row stays in the page when it is scrolled away", async () => {
  const { view } = await shown(1_000);
  press(view, "End");
  await settled();
  expect(active(view)).toBe(rowOf("a999"));
  expect(view.element.scrollTop).toBe(1_000 * HEIGHT - 600);
  view.element.scrollTop = 0;
  view.element.dispatchEvent(new Event("scroll"));
  await settled();
  expect(rowOf("a3")).toBeDefined();
  expect(active(view)).toBe(rowOf("a999"));
});

test("while one scrolls an account keeps its element, and the rows stand in their order", async () => {
  const { view } = await shown(100);
  const before = rowOf("a20");
  view.element.scrollTop = 12 * HEIGHT;
  view.element.dispatchEvent(new Event("scroll"));
  expect(rowOf("a20")).toBe(before);
  const places = rows().map((row) => Number(row.getAttribute("aria-posinset")));
  expect(places.slice(0, -1)).toEqual(places.slice(0, -1).toSorted((one, other) => one - other));
  expect(new Set(places).size).toBe(places.length);
});

test("the active row is the same account after rows came above it", async () => {
  let first = 0;
  const { view, model } = await shown(50, (index) => ({ id: `a${index - first}`, name: `Account ${index - first}` }));
  press(view, "ArrowDown");
  press(view, "ArrowDown");
  first = 5;
  await model.refresh();
  expect(active(view)?.textContent).toBe("Account 2");
});

test("a row that was opened is shown as such at once, unless its host is not sure", async () => {
  const { host } = await shown(50);
  rowOf("a4").click();
  expect(rowOf("a4").getAttribute("aria-selected")).toBe("true");
  host.onOpen.mockReturnValue(false);
  rowOf("a7").click();
  expect(rowOf("a4").getAttribute("aria-selected")).toBe("true");
});

test("the open account is shown as selected, also when its row comes later", async () => {
  const { view } = await shown(1_000);
  view.select("a500");
  await view.reveal(["a0", "a500"]);
  await settled();
  expect(rowOf("a500").getAttribute("aria-selected")).toBe("true");
  expect(active(view)).toBe(rowOf("a500"));
});

test("an account that was brought into sight once is not brought back against the person's scrolling", async () => {
  const { view } = await shown(1_000);
  await view.reveal(["a0", "a500"]);
  view.element.scrollTop = 0;
  view.element.dispatchEvent(new Event("scroll"));
  await view.reveal(["a0", "a500"]);
  expect(view.element.scrollTop).toBe(0);
});

test("another filter begins at the top", async () => {
  const { view, model } = await shown(1_000);
  press(view, "End");
  await settled();
  await model.setFilter("acc");
  expect(view.element.scrollTop).toBe(0);
  expect(rowOf("a1")).toBeDefined();
  expect(active(view)).toBe(rowOf("a0"));
});

function drag(name: string, row: HTMLElement): DragEvent {
  const event = new Event(name, { bubbles: true, cancelable: true }) as DragEvent;
  row.dispatchEvent(event);
  return event;
}

test("a row is dropped on another one, but neither on itself nor where it is already", async () => {
  const { host } = await shown(50);
  expect(rowOf("a3").getAttribute("draggable")).toBe("true");
  drag("dragstart", rowOf("a3"));
  expect(drag("dragover", rowOf("a3")).defaultPrevented).toBe(false);
  expect(drag("dragover", rowOf("a0")).defaultPrevented).toBe(false);
  expect(drag("dragover", rowOf("a5")).defaultPrevented).toBe(true);
  expect(rowOf("a5").dataset["drop"]).toBe("true");
  drag("drop", rowOf("a5"));
  expect(host.onMove).toHaveBeenCalledWith(expect.objectContaining({ id: "a3" }), expect.objectContaining({ id: "a5" }));
  expect(rowOf("a5").dataset["drop"]).toBeUndefined();
});

test("what is in a row follows what the engine says of it, in the words of now", async () => {
  const { view } = await shown(5, (index) => (index === 2 ? { enabled: false, descendants_count: 12, child_count: 1 } : {}));
  expect(rowOf("a2").textContent).toBe("Account 2Disabled12");
  const count = rowOf("a2").querySelector<HTMLElement>(".count")!;
  count.dispatchEvent(new Event("pointerover", { bubbles: true }));
  expect(count.title).toBe("12 below");
  view.dress({ ...look, words: { ...words, disabled: "Gesperrt" } });
  expect(rowOf("a2").textContent).toBe("Account 2Gesperrt12");
});

test("rows that are still being read are shown as such and are no rows to screen readers", async () => {
  const { view } = await shown(1_000);
  view.element.scrollTop = 500 * HEIGHT;
  view.element.dispatchEvent(new Event("scroll"));
  expect(document.querySelectorAll(".bone").length).toBeGreaterThan(10);
  expect(rowOf("a500")).toBeUndefined();
  await settled();
  expect(rowOf("a500")).toBeDefined();
  expect(document.querySelectorAll(".bone").length).toBe(0);
});

test("what failed is not asked for again until somebody says so", async () => {
  const load = vi.fn<() => Promise<TreeWindow>>().mockRejectedValue(new Error("no engine"));
  const model = new TreeModel(load);
  await model.refresh();
  const view = new TreeView(model, look, { onOpen: () => undefined });
  view.mount(document.body);
  await settled();
  expect(load).toHaveBeenCalledOnce();
});

test("a model keeps its view, which keeps its focus and its scrolling in another place", async () => {
  const { view } = await shown(1_000);
  view.element.focus();
  press(view, "End");
  await settled();
  const place = document.createElement("div");
  document.body.append(place);
  view.mount(place);
  expect(document.activeElement).toBe(view.element);
  expect(view.element.scrollTop).toBe(1_000 * HEIGHT - 600);
  const model = new TreeModel(() => new Promise(() => undefined));
  expect(viewOf(model, look, { onOpen: () => undefined })).toBe(viewOf(model, look, { onOpen: () => undefined }));
});

test("a click that has begun ends before the tree changes its place", async () => {
  const { view, host } = await shown(50);
  const place = document.createElement("div");
  document.body.append(place);
  rowOf("a4").dispatchEvent(new Event("pointerdown", { bubbles: true }));
  view.mount(place);
  expect(view.element.parentNode).toBe(document.body);
  window.dispatchEvent(new Event("pointerup"));
  rowOf("a4").click();
  expect(host.onOpen).toHaveBeenCalledOnce();
  await view.released();
  expect(view.element.parentNode).toBe(place);
});

test("what is asked of a tree that has no host yet is done by the one that comes, the last opened row only", async () => {
  const { view, host } = await shown(50);
  const waiting = new WaitingHost(() => undefined);
  view.serve(waiting);
  rowOf("a3").click();
  rowOf("a4").click();
  press(view, "F2");
  expect(rowOf("a4").getAttribute("aria-selected")).toBe("true");
  expect(host.onOpen).not.toHaveBeenCalled();
  expect(view.serve(host)).toBe(true);
  expect(host.onOpen.mock.calls.map(([row]) => (row as TreeRow).id)).toEqual(["a4"]);
  expect(host.onRename).toHaveBeenCalledOnce();
  expect(view.serve(host)).toBe(false);
});

test("what was opened before there was a host and is begun with is not opened twice", async () => {
  const { view, host } = await shown(50);
  const waiting = new WaitingHost(() => undefined);
  view.serve(waiting);
  rowOf("a3").click();
  expect(waiting.takeOpened()).toBe("a3");
  expect(view.serve(host)).toBe(false);
  expect(host.onOpen).not.toHaveBeenCalled();
});
