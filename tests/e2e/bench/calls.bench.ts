/**
 * The reception with 40 calls at once: while they wait nothing is drawn anew but their clocks and nothing moves, what is done
 * with one is seen at once, and the call that the keys are for stays in sight.
 */
import { expect, test } from "@playwright/test";
import { useOffice } from "../support/office";
import { enrol, makeReception, ring } from "../support/reception";

const office = useOffice({ phones: true });

const CALLS = 40;
const WATCHED_S = 10;
const LONG_TASK_MS = 50;

interface Watched {
  longTasks: number[];
  /** Lines of calls that were put in or taken out. */
  lines: number;
  /** How much of the page moved by itself, as Chromium counts it. */
  shift: number;
  /** The longest pause between two pictures, in milliseconds. */
  pause: number;
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Watches the page from inside. */
function watch() {
  const watched: Watched = { longTasks: [], lines: 0, shift: 0, pause: 0 };
  window.watched = watched;
  new PerformanceObserver((list) => watched.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: "layout-shift" });
  const isLine = (node: Node) => node instanceof HTMLLIElement;
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) watched.lines += [...Array.from(addedNodes), ...Array.from(removedNodes)].filter(isLine).length;
  }).observe(document.body, { subtree: true, childList: true });
  let last = performance.now();
  const frame = (now: number) => {
    watched.pause = Math.max(watched.pause, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

test(`${CALLS} calls at once`, async ({ page, browser }) => {
  const { admin, code } = await makeReception(browser, office);
  await page.setViewportSize({ width: 1600, height: 900 });
  await enrol(page, office, code);
  await page.evaluate(watch);
  const read = async () => {
    const seen = await page.evaluate(() => ({ ...window.watched }));
    await page.evaluate(() => Object.assign(window.watched, { longTasks: [], lines: 0, shift: 0, pause: 0 }));
    return seen;
  };
  const say = (what: string, { longTasks, lines, shift, pause }: Watched) =>
    console.log(`${what}: long tasks ${longTasks.length}, longest ${Math.round(Math.max(0, ...longTasks))} ms; lines put in or out ${lines}; layout shift ${shift.toFixed(4)}; longest pause ${Math.round(pause)} ms`);

  const incoming = page.getByRole("list", { name: "Incoming", exact: true }).getByRole("listitem");
  for (let number = 0; number < CALLS; number += 1) await ring(page, `+49305550${100 + number}`, `Caller ${number + 1}`);
  await expect(incoming).toHaveCount(CALLS);
  const arrived = await read();
  say("arriving", arrived);
  const clock = async () => {
    const [minutes = 0, seconds = 0] = (await incoming.first().getByRole("timer").innerText()).split(":").map(Number);
    return minutes * 60 + seconds;
  };
  const begun = await clock();
  await expect.poll(clock).toBeGreaterThanOrEqual(begun + WATCHED_S);
  const waiting = await read();
  say("waiting", waiting);
  // The third call is picked with F9 and answered, put on hold, taken up, and ended.
  const times: number[] = [];
  const atDesk = page.getByRole("list", { name: "At the desk", exact: true }).getByRole("listitem");
  const press = async (key: string, text: string) => {
    const pressed = Date.now();
    await page.keyboard.press(key);
    await expect(atDesk.first()).toContainText(text);
    times.push(Date.now() - pressed);
  };
  await page.keyboard.press("F2");
  await expect(atDesk).toHaveCount(1);
  for (let round = 0; round < 5; round += 1) {
    await press("F7", "On hold");
    await press("F7", "On the line");
  }
  say("working", await read());
  console.log(`hold and take up, to the picture, with the way to the engine: median ${times.sort((one, other) => one - other)[5]} ms`);
  await expect(atDesk.first()).toBeInViewport();
  await page.screenshot({ path: test.info().outputPath("calls.png") });
  expect(arrived.lines).toBe(CALLS);
  expect(waiting.lines).toBe(0);
  expect(waiting.shift).toBe(0);
  expect(Math.max(0, ...arrived.longTasks, ...waiting.longTasks)).toBeLessThanOrEqual(LONG_TASK_MS);
  await admin.context().close();
});
