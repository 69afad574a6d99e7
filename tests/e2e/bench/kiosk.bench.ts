/**
 * The reception with 1,000 tiles (or PEOPLE): 50 presence changes a second must make no long task and leave no tile old, and what is
 * typed must be found and painted at once.
 */
import { expect, test, type APIRequestContext, type Page } from "@playwright/test";
import { ADMIN, call, signIn, useOffice } from "../support/office";

const office = useOffice({ phones: true });

const PEOPLE = Number(process.env["PEOPLE"] ?? 1_000);
const CHANGES_PER_SECOND = 50;
const SECONDS = Number(process.env["SECONDS"] ?? 15);
const LONG_TASK_MS = 50;
const OLDEST_MS = 500;
const PAINT_P95_MS = 33;

interface Figures {
  longTasks: number[];
  /** When each state was painted, by the time at which it was asked for; both in milliseconds since the epoch. */
  painted: Record<string, number>;
  /** From a key to the painted result, in milliseconds. */
  keys: number[];
}

declare global {
  interface Window {
    figures: Figures;
  }
}

const SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"];
/** A name whose first two letters and last syllables differ from most others'. */
const nameOf = (number: number) => {
  const letters = (index: number) => SYLLABLES[index % SYLLABLES.length] ?? "";
  const word = letters(Math.floor(number / 100)) + letters(Math.floor(number / 10)) + letters(number);
  return word[0]?.toUpperCase() + word.slice(1);
};

/** People whose names begin as no other's: one letter and a half are enough to find each. */
const RARE = ["Quentin Xylander", "Wanda Ypsilanti", "Xaver Pfau", "Yvonne Czerny", "Jorinde Yilmaz", "Oskar Wyss"];

async function furnish(page: Page): Promise<{ code: string }> {
  const { account } = await call<{ account: { id: string } }>(page, "GET", "/console/session");
  const people = [...RARE, ...Array.from({ length: PEOPLE - RARE.length }, (_, number) => `${nameOf(number * 7)} ${nameOf(number * 13 + 5)}${number}`)];
  for (let from = 0; from < people.length; from += 500) {
    const lines = people.slice(from, from + 500).map((name, index) => {
      const [first_name = "", last_name = ""] = name.split(" ");
      return { fields: { first_name, last_name, extension_number: String(2_000 + from + index), department: ["Sales", "Workshop", "Service"][index % 3] } };
    });
    await call(page, "POST", `/console/accounts/${account.id}/users/import`, { dry_run: false, lines });
  }
  const duties = { presence: true, hours: true, meetings: true, visitors: true };
  return call(page, "POST", `/console/accounts/${account.id}/kiosks`, { name: "Bench", pin: "1234", duties });
}

/** Watches the page from inside: long tasks, the age of every state that is painted, the time from a key to its picture. */
function watch() {
  const figures: Figures = { longTasks: [], painted: {}, keys: [] };
  window.figures = figures;
  new PerformanceObserver((list) => figures.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(0);
    });
  const board = document.getElementById("people");
  if (!board) throw new Error("there is no board");
  new MutationObserver((changes) => {
    const texts = changes.map((change) => change.target.textContent ?? "").flatMap((text) => /at (\d{13})/.exec(text)?.[1] ?? []);
    if (texts.length) afterPaint(() => texts.forEach((text) => (figures.painted[text] ??= Date.now())));
  }).observe(board, { subtree: true, characterData: true });
  window.addEventListener("keydown", (event) => {
    if (event.key.length !== 1) return;
    const pressed = event.timeStamp;
    afterPaint(() => figures.keys.push(performance.now() - pressed));
  }, { capture: true });
}

const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

/** Changes people one after the other, evenly, whatever each change takes. Says when each was acknowledged. */
async function change(request: APIRequestContext, ids: readonly string[]): Promise<Map<string, number>> {
  const begun = Date.now();
  const under: Promise<void>[] = [];
  const written = new Map<string, number>();
  for (let number = 0; number < CHANGES_PER_SECOND * SECONDS; number += 1) {
    const due = begun + (number * 1_000) / CHANGES_PER_SECOND;
    if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    const id = ids[(number * 17) % ids.length] ?? "";
    const at = Date.now();
    const data = { presence: number % 2 ? "available" : "away", note: `at ${at}` };
    under.push(
      request.put(`${office.url}/console/kiosk/people/${id}/presence`, { data }).then((response) => {
        if (!response.ok()) throw new Error(`${response.status()}`);
        written.set(String(at), Date.now());
      }),
    );
  }
  await Promise.all(under);
  return written;
}

test(`${PEOPLE} tiles, ${CHANGES_PER_SECOND} changes a second, and the search`, async ({ page, browser }) => {
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, office);
  const { code } = await furnish(admin);
  await page.setViewportSize({ width: 1920, height: 1080 });
  const enrolled = await page.request.post(`${office.url}/console/kiosk/enrolment`, { data: { code } });
  expect(enrolled.ok(), ADMIN.username).toBe(true);
  await page.goto(`${office.url}/kiosk`);
  await expect(page.getByText(`${PEOPLE + 1} people`)).toBeVisible();
  await page.evaluate(watch);
  const board = (await (await page.request.get(`${office.url}/console/kiosk/board`)).json()) as { people: { id: string }[] };
  const shown = await page.locator("[role=option]").evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset["id"] ?? ""));
  // Those on the screen, whose age is seen, and everybody else in turn.
  const ids = board.people.flatMap(({ id }, index) => [shown[index % shown.length] ?? id, id]);
  const written = await change(page.request, ids);
  // What was written last may take so long to come.
  const counted = () => page.evaluate(() => Object.keys(window.figures.painted).length);
  const before = await counted();
  await expect.poll(counted, { intervals: [OLDEST_MS] }).toBeGreaterThanOrEqual(before);
  const live = await page.evaluate(() => ({ ...window.figures }));
  const painted = Object.entries(live.painted);
  // What was overtaken on its way was never a state of its own on the screen.
  const ages = painted.map(([at, time]) => Math.max(0, time - (written.get(at) ?? time)));
  const sinceAsked = painted.map(([at, time]) => time - Number(at));
  const writes = [...written].map(([at, time]) => time - Number(at));

  await page.evaluate(() => Object.assign(window.figures, { keys: [], longTasks: [] }));
  for (let round = 0; round < 5; round += 1) {
    for (const name of RARE) {
      const [first = "", last = ""] = name.split(" ");
      for (const typed of [first.slice(0, 2), last.slice(0, 2)]) {
        await page.keyboard.type(typed, { delay: 60 });
        await expect(page.locator("[role=option]").first()).toContainText(name, { timeout: 500 });
        await page.keyboard.press("Escape");
      }
    }
  }
  const { keys, longTasks } = await page.evaluate(() => ({ ...window.figures }));
  const longest = (values: number[]) => Math.round(Math.max(0, ...values));
  const rounded = (value: number) => Math.round(value * 10) / 10;
  console.log(`tiles ${PEOPLE + 1}, on the screen ${shown.length}; ${CHANGES_PER_SECOND} changes/s for ${SECONDS} s; writes: median ${rounded(quantile(writes, 0.5))} ms, slowest ${longest(writes)} ms`);
  console.log(`states painted ${ages.length}, since they were written: median ${rounded(quantile(ages, 0.5))} ms, p99 ${rounded(quantile(ages, 0.99))} ms, oldest ${longest(ages)} ms; since they were asked for: oldest ${longest(sinceAsked)} ms`);
  console.log(`long tasks ${live.longTasks.length}, longest ${longest(live.longTasks)} ms`);
  console.log(`keys ${keys.length}: median ${rounded(quantile(keys, 0.5))} ms, p95 ${rounded(quantile(keys, 0.95))} ms; long tasks ${longTasks.length}, longest ${longest(longTasks)} ms`);
  expect(ages.length).toBeGreaterThan(SECONDS * 10);
  expect(longest(ages)).toBeLessThanOrEqual(OLDEST_MS);
  expect(longest(live.longTasks)).toBeLessThanOrEqual(LONG_TASK_MS);
  expect(quantile(keys, 0.95)).toBeLessThan(PAINT_P95_MS);
  await admin.context().close();
});
