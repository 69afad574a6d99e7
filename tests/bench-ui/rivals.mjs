/** The other lists, over the same rows, in the same browser. */
// A bench lets the page come to rest before it looks at the clock; nothing is judged by it.
import { setTimeout as rest } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { WORDS } from "./console.mjs";
import { heap, p50, p95, typing } from "./figures.mjs";

const OUT = "http://rivals.invalid";
export const RIVALS = { floor: "plain hand-written list", arborist: "react-arborist", grid: "AG Grid Community" };

/** The pages, built into memory. */
export async function pages() {
  const root = fileURLToPath(new URL("rivals", import.meta.url));
  const { output } = await build({ root, logLevel: "error", build: { write: false, target: "esnext", modulePreload: false, chunkSizeWarningLimit: 5_000 } });
  return new Map(output.map((file) => [`/${file.fileName}`, file.type === "chunk" ? file.code : file.source]));
}

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json" };

export async function measure(context, probe, files, rows, name) {
  const page = await context.newPage();
  await page.addInitScript({ content: probe });
  await page.route(`${OUT}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    const body = path === "/rows.json" ? rows : files.get(path);
    return body === undefined ? route.abort() : route.fulfill({ body: body, contentType: TYPES[path.split(".").pop()] ?? "text/plain" });
  });
  const started = [];
  for (let round = 0; round < 3; round += 1) {
    await page.goto("about:blank");
    await page.goto(`${OUT}/index.html?list=${name}`, { waitUntil: "commit" });
    await page.locator("#list [role=treeitem], #list [role=row][row-index]").first().waitFor({ timeout: 60_000 });
    started.push(await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))));
  }
  await rest(1_000);
  await page.locator("#filter").focus();
  const samples = await typing(page, "#list", WORDS, 1_500);
  const figures = {
    ready: p50(started),
    p50: p50(samples),
    p95: p95(samples),
    worst: Math.max(...samples),
    rows: await page.locator("#list [role=treeitem], #list [role=row]").count(),
    heap: await heap(page),
  };
  await page.close();
  return figures;
}
