/** The console over a large installation: its routes, the filter of its tree, its rows and its heap. */
// A bench lets the page come to rest before it looks at the clock; nothing is judged by it.
import { setTimeout as rest } from "node:timers/promises";
import { readFileSync } from "node:fs";
import { heap, p50, p95, typing } from "./figures.mjs";

const LOADING = 'main [aria-label="Loading…"]';
const TABS = ["people", "phones", "teams", "meetings", "calls", "contacts", "hours", "holidays", "roles", "all-fields", "overview"];
const USER_TABS = ["forwarding", "who-rings", "all-fields", "profile"];
/** What a tab shows first: the head of a list, a section, or what says that there is nothing yet. */
const CONTENT = ":is([role=grid], [role=toolbar], section, h2, table, label)";
const tabShown = (name) => `main:has([role=tab][data-key="${name}"][aria-selected=true]) [role=tabpanel] ${CONTENT}`;
const TREE = "[role=tree]";
export const WORDS = ["bakery", "muster", "hotel s", "zz", "garage be"];

export async function signIn(page, { url, username, password }) {
  await page.goto(url);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("[role=treeitem]").first().waitFor();
}

/** From asking for the console, signed in, to its first rows of the tree. */
export async function opening(page, url) {
  const samples = [];
  for (let round = 0; round < 5; round += 1) {
    await page.goto("about:blank");
    await page.goto(url, { waitUntil: "commit" });
    await page.locator("[role=treeitem]").first().waitFor();
    samples.push(await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))));
  }
  return p50(samples);
}

/** Goes through every route as a person does, account by account; the times by the route's name. */
export async function routes(page, accounts) {
  const times = new Map();
  let rows = 0;
  const go = async (name, locator, shown) => {
    await locator.click();
    const time = await page.evaluate((what) => sinceClick(what), { notYet: LOADING, ...shown });
    times.set(name, [...(times.get(name) ?? []), time]);
    rows = Math.max(rows, await page.locator("[role=row], [role=treeitem]").count());
  };
  const tab = (name) => page.locator(`[role=tab][data-key="${name}"]`);
  const tree = page.locator(TREE);
  for (let round = 0; round < accounts; round += 1) {
    // Another screenful of the tree each time, so that nothing has been read before.
    await tree.evaluate((box, share) => (box.scrollTop = box.scrollHeight * share), (round + 0.5) / accounts);
    await rest(150);
    const row = page.locator("[role=treeitem]").nth(14);
    const name = (await row.locator("[class*=name]").textContent()) ?? "";
    await go("account", row, { wanted: "main h1", text: name });
    for (const part of TABS) await go(`account, ${part}`, tab(part), { wanted: tabShown(part) });
    await go("activity", page.getByRole("link", { name: "Activity", exact: true }), { wanted: "main ol, main [role=grid], main section li, main h2" });
    await go("settings", page.getByRole("link", { name: "Settings", exact: true }), { wanted: "main section" });
  }
  return { times, rows };
}

/** How many people of the list are opened in turn. */
const PEOPLE = 12;

/** Opens people from the list of the account with most of them; from the beginning again where it has fewer than are to be opened. */
export async function persons(page, url, account, rounds) {
  const times = new Map();
  for (let round = 0; round < rounds; round += 1) {
    await page.goto(`${url}/accounts/${account}/people`);
    const rows = page.locator("main [role=grid] [role=row][aria-selected]");
    await rows.first().waitFor();
    const row = rows.nth(round % Math.min(PEOPLE, await rows.count()));
    const name = (await row.locator("[role=gridcell] [class*=name]").first().textContent()) ?? "";
    await rest(1_500);
    const go = async (label, locator, shown) => {
      await locator.click();
      const time = await page.evaluate((what) => sinceClick(what), { notYet: LOADING, ...shown });
      times.set(label, [...(times.get(label) ?? []), time]);
    };
    await go("person", row, { wanted: "main h1", text: name });
    for (const part of USER_TABS) await go(`person, ${part}`, page.locator(`[role=tab][data-key="${part}"]`), { wanted: tabShown(part) });
  }
  return times;
}

/** Key to picture in the tree's filter. */
export async function filter(page) {
  await page.keyboard.press("Alt+f");
  const samples = await typing(page, TREE, WORDS);
  return { p50: p50(samples), p95: p95(samples), worst: Math.max(...samples), count: samples.length };
}

export const probe = readFileSync(new URL("probe.js", import.meta.url), "utf8");
export { heap };
