// Builds the console's pages into ui/dist, and skips that when nothing they are made of has changed.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { ROOT, run } from "./steps.mjs";

const UI = join(ROOT, "ui");
const RESULT = join(UI, "dist", "index.html");
const STAMP = join(ROOT, "node_modules", ".cordboard-ui");
/** What the pages are made of, beside the packages. */
const SOURCES = ["src", "public", "index.html", "package.json", "vite.config.ts", "tsconfig.json"];

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

function digest() {
  const hash = createHash("sha256");
  const all = [...SOURCES.map((name) => join(UI, name)), join(ROOT, "package-lock.json")];
  for (const path of all.flatMap((source) => [...files(source)])) {
    hash.update(relative(ROOT, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

/** Builds the pages when needed. Returns false when that fails. */
export async function buildUi() {
  const sources = digest();
  // With the time of the result, so that a build by other means is not taken for ours.
  const stamp = () => `${sources} ${existsSync(RESULT) ? statSync(RESULT).mtimeMs : "none"}`;
  if (existsSync(RESULT) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp()) {
    console.log("  nothing has changed");
    return true;
  }
  const { code } = await run(["npm", "run", "build", "--workspace", "ui"]);
  if (code === 0) writeFileSync(STAMP, stamp());
  return code === 0;
}
