// Keeps node_modules as package-lock.json says, and does nothing when it already is.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT, run } from "./steps.mjs";

const STAMP = join(ROOT, "node_modules", ".cordboard-lock");

/** Installs the packages when they are missing or the lock has changed since. Returns false when that fails. */
export async function ensureNodePackages() {
  const lock = createHash("sha256").update(readFileSync(join(ROOT, "package-lock.json"))).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return true;
  const { code } = await run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (code === 0) writeFileSync(STAMP, lock);
  return code === 0;
}
