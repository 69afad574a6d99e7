#!/usr/bin/env node
/**
 * `npm run bench:ui`: the console in Chromium over a large installation, beside a plain hand-written list, react-arborist
 * and AG Grid in the same run. Prints figures; fails when one of the console's is over its limit.
 */
// A bench lets the page come to rest before it looks at the clock; nothing is judged by it.
import { setTimeout as rest } from "node:timers/promises";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { filter, heap, opening, persons, probe, routes, signIn } from "./console.mjs";
import { p50, p95, table } from "./figures.mjs";
import { measure, pages, RIVALS } from "./rivals.mjs";

const HELP = `npm run bench:ui -- [options]
  --server PROGRAM   the headless server, built in release (target/release/cordboard-server)
  --data DIR         an installation that was seeded before, or where to seed one; a temporary one when absent
  --accounts N       how many accounts are seeded (100000)
  --users N          how many users (1000000)
  --rounds N         how many accounts and people are opened (20)
  --pages DIR        the console's pages from here (ui/dist), not those in the server
  --console-only     without the other lists`;
const LIMITS = { route: 100, filter: 50, rows: 500, heap: 40 };
const ADMIN = { username: "admin", password: "four short words" };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const WINDOW = 200;

const { values: asked } = parseArgs({
  options: { server: { type: "string" }, data: { type: "string" }, accounts: { type: "string", default: "100000" }, users: { type: "string", default: "1000000" }, rounds: { type: "string", default: "20" }, pages: { type: "string" }, "console-only": { type: "boolean" }, help: { type: "boolean" } },
});
const say = (text) => process.stdout.write(`${text}\n`);

function seed(program, directory) {
  if (existsSync(join(directory, "office.cordboard"))) return;
  const started = Date.now();
  const run = (...more) => execFileSync(program, [...more, "--data", directory, "--log", "warn"], { stdio: ["ignore", "ignore", "inherit"] });
  run("init", "--name", "Acme Telecom", "--realm", "acme.example", "--username", ADMIN.username, "--password", ADMIN.password);
  run("seed", "--accounts", asked.accounts, "--users", asked.users);
  say(`seeded ${asked.accounts} accounts and ${asked.users} users in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

/** Starts the server; answers with it and its address, once it is ready. */
function serve(program, directory) {
  const started = Date.now();
  const server = spawn(program, ["serve", "--data", directory, "--listen", "127.0.0.1:0", "--log", "warn"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface({ input: server.stdout }).on("line", (line) => {
      const url = /^listening on (http:\S+)/.exec(line)?.[1];
      if (url) resolve({ server, url, readyMs: Date.now() - started });
    });
  });
}

/** Lets the pages come from a directory; what is asked of the engine goes on to the server. */
async function servePages(context, url, directory) {
  await context.route(`${url}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (/^\/(console|api|v2)\//.test(path)) return route.continue();
    const file = join(directory, path);
    return route.fulfill({ path: existsSync(file) && path !== "/" ? file : join(directory, "index.html") });
  });
}

/** Every account of the tree in its order, with its depth and the number of the one above it. */
async function treeRows(page, url) {
  const rows = [];
  const numbers = new Map();
  for (;;) {
    const answer = await page.request.post(`${url}/console/tree/window`, { data: { open: "all", from: rows.length, count: WINDOW } });
    if (!answer.ok()) throw new Error(`the tree: ${answer.status()} ${await answer.text()}`);
    const { total, rows: found } = await answer.json();
    for (const row of found) {
      numbers.set(row.id, rows.length);
      rows.push({ name: row.name, depth: row.depth, parent: row.parent_id ? (numbers.get(row.parent_id) ?? -1) : -1 });
    }
    if (found.length === 0 || rows.length >= total) return rows;
  }
}

/** An account with many people, for opening them. */
async function busiest(page, url) {
  const answer = await page.request.post(`${url}/console/tree/window`, { data: { open: "all", from: 0, count: WINDOW } });
  const { rows } = await answer.json();
  let best = { id: "", users: -1 };
  for (const row of rows.slice(1, 40)) {
    const account = await (await page.request.get(`${url}/console/accounts/${row.id}`)).json();
    if (account.user_count > best.users) best = { id: row.id, users: account.user_count };
  }
  return best.id;
}

async function console_(context, engineUrl, pageUrl) {
  const page = await context.newPage();
  await page.addInitScript({ content: probe });
  await signIn(page, { url: pageUrl, ...ADMIN });
  const rows = await treeRows(page, engineUrl);
  const ready = await opening(page, pageUrl);
  await page.getByRole("button", { name: "Open all branches" }).click();
  await rest(2_000);
  const walked = await routes(page, Number(asked.rounds));
  const used = await heap(page);
  const typed = await filter(page);
  const times = new Map([...walked.times, ...(await persons(page, pageUrl, await busiest(page, engineUrl), Number(asked.rounds)))]);
  await page.close();
  return { rows, figures: { ready, ...typed, rows: walked.rows, heap: used }, times };
}

async function main() {
  if (asked.help) return say(HELP);
  const program = asked.server ?? "target/release/cordboard-server";
  const directory = asked.data ?? mkdtempSync(join(tmpdir(), "cordboard-bench-"));
  seed(program, directory);
  const { server, url, readyMs } = await serve(program, directory);
  const browser = await chromium.launch({ executablePath: process.env["CORDBOARD_CHROMIUM"] || "/usr/bin/chromium", args: FLAGS });
  try {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin", viewport: { width: 1280, height: 800 } });
    if (asked.pages) await servePages(context, url, asked.pages);
    const { rows, figures, times } = await console_(context, url, url);
    say(`\n${rows.length} accounts, server ready after ${readyMs} ms\n`);
    const names = [...times.keys()];
    say(table([["route: click to first content, ms", "p50", "p95", "worst"], ...names.map((name) => [name, p50(times.get(name)), p95(times.get(name)), Math.max(...times.get(name))])]));
    const all = [...times.values()].flat();
    say(table([["", "p50", "p95", "worst"], [`all ${all.length} clicks`, p50(all), p95(all), Math.max(...all)]]));
    const lines = [["Cordboard", figures]];
    const rivals = asked["console-only"] ? [] : Object.entries(RIVALS);
    const files = rivals.length > 0 ? await pages() : new Map();
    for (const [name, label] of rivals) lines.push([label, await measure(context, probe, files, JSON.stringify(rows), name)]);
    say(`\n${table([["the tree", "ready ms", "key p50 ms", "key p95 ms", "worst", "row nodes", "heap MB"], ...lines.map(([label, one]) => [label, one.ready, one.p50, one.p95, one.worst, one.rows, one.heap])])}`);
    const slow = names.filter((name) => p95(times.get(name)) > LIMITS.route);
    const over = [...slow.map((name) => `${name}: p95 over ${LIMITS.route} ms`), ...(figures.p95 > LIMITS.filter ? [`filter: p95 over ${LIMITS.filter} ms`] : []), ...(figures.rows >= LIMITS.rows ? [`${figures.rows} row nodes`] : []), ...(figures.heap >= LIMITS.heap ? [`heap over ${LIMITS.heap} MB`] : [])];
    say(over.length === 0 ? "\nEvery limit is kept." : `\nOver the limit: ${over.join("; ")}`);
    process.exitCode = over.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.removeAllListeners("exit");
    server.once("exit", () => undefined);
    server.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    if (!asked.data) rmSync(directory, { recursive: true, force: true });
  }
}

await main();
