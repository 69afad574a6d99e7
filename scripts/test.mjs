// npm test: sets up what is missing and runs every check. It goes on after a failure, to show them all, and ends
// with one table of what ran. The last line says how many tests passed and failed; a plain check counts as one.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

import { buildUi } from "./build-ui.mjs";
import { cargoCounts, nodeCounts, playwrightCounts, vitestCounts } from "./test-counts.mjs";
import { ensureNodePackages } from "./node-packages.mjs";
import { checkRust, ensureComponents, program } from "./rust-toolchain.mjs";
import { ROOT, run, Steps } from "./steps.mjs";
import { chromium, ensurePackages, hasChromiumPackage, WINDOW, WINDOW_TESTS } from "./system-packages.mjs";

const check = (...command) => async () => (await run(command)).code === 0;

/** A command that reports tests: its counts, and a failure when it fails without naming one. */
async function counted(command, counts, options = {}) {
  const { code, text } = await run(command, { ...options, keep: true });
  const { passed, failed, again } = counts(text);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, again };
}

async function systemPackages() {
  if (!(await ensurePackages([...WINDOW, ...WINDOW_TESTS]))) return false;
  return chromium() !== undefined || !hasChromiumPackage() || (await ensurePackages(["chromium"]));
}

/** The system's Chromium; where it has none, the one that Playwright fetches for itself. */
async function browser() {
  const installed = chromium();
  if (installed) return installed;
  await run(["npx", "playwright", "install", "--with-deps", "chromium"]);
  const { chromium: fetched } = await import("@playwright/test");
  return fetched.executablePath();
}

async function browserTests() {
  const env = {
    ...process.env,
    CI: "true",
    CORDBOARD_SERVER: program("cordboard-server", "dev"),
    CORDBOARD_CHROMIUM: await browser(),
  };
  return counted(["npm", "run", "e2e", "--workspace", "tests/e2e"], playwrightCounts, { env });
}

async function windowTests() {
  const binary = program("cordboard", "dev");
  // The Rust tests have built the examples.
  const env = { ...process.env, CORDBOARD_BINARY: binary, CORDBOARD_DESKTOP: join(dirname(binary), "examples/desktop") };
  const display = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24 -nolisten tcp", "dbus-run-session", "--"];
  const files = readdirSync(join(ROOT, "tests/shell")).filter((name) => name.endsWith(".test.mjs"));
  const tests = ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", ...files.map((name) => `tests/shell/${name}`)];
  return counted([...display, ...tests], nodeCounts, { env, limitMs: 10 * 60_000 });
}

const SETUP = [
  ["System packages", systemPackages],
  ["Rust", async () => checkRust() && (await ensureComponents())],
  ["npm packages", ensureNodePackages],
];

const CHECKS = [
  ["Rust formatting", check("cargo", "fmt", "--all", "--check")],
  ["Console build", buildUi],
  ["Rust lints", check("cargo", "clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings")],
  ["Programs", check("cargo", "build", "--locked", "--workspace", "--bins")],
  ["Design rules (tidy)", check("cargo", "xtask", "tidy")],
  ["Generated files", check("cargo", "xtask", "codegen", "--check")],
  ["Rust tests", () => counted(["cargo", "test", "--locked", "--workspace", "--no-fail-fast"], cargoCounts)],
  ["Console types", check("npm", "run", "typecheck", "--workspace", "ui", "--workspace", "tests/e2e")],
  ["Console lints", check("npm", "run", "lint", "--workspace", "ui")],
  ["Console unit tests", () => counted(["npm", "test", "--workspace", "ui"], vitestCounts)],
  ["Browser tests", browserTests],
  ["Window tests", windowTests],
];

const steps = new Steps(SETUP.length + CHECKS.length);
let ready = true;
for (const [title, work] of SETUP) ready = ready && (await steps.step(title, work));
if (ready) for (const [title, work] of CHECKS) await steps.step(title, work);

console.log(`\n${steps.summary()}\n`);
const skipped = steps.total - steps.done.length;
if (skipped > 0) console.log(`${skipped} steps did not run, because the setup above failed.\n`);
process.exitCode = steps.failed > 0 ? 1 : 0;
console.log(`${steps.passed} passed, ${steps.failed} failed`);
