// Measures what the console's window keeps in memory while nobody does anything, beside a window with nothing in it, in one
// run. Run it with `npm run measure:memory`; it prints both and their ratio, and what each process has.
//
// Counted is the proportional set size (PSS) of the program and of every process it has started: what several share is
// counted once.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { Home } from "./app.mjs";
import { Display } from "./framebuffer.mjs";

const GOAL = 1.25;
const { values: options } = parseArgs({
  options: { settle: { type: "string", default: "20" }, rounds: { type: "string", default: "3" }, data: { type: "string" } },
});
const { CORDBOARD_BINARY: console_, CORDBOARD_BLANK: blank } = process.env;
if (!blank) throw new Error("CORDBOARD_BLANK must name the built example `blank`");

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const read = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // It ended while we looked.
  }
};

/** The process and all below it, by process number. */
function tree(root) {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(read(`/proc/${name}/stat`).split(") ")[1]?.split(" ")[1])]);
  const found = [root];
  for (let at = 0; at < found.length; at += 1) found.push(...parents.filter(([, parent]) => parent === found[at]).map(([id]) => id));
  return found;
}

/** Kilobytes of PSS by the name of the process. */
function memory(root) {
  const byName = {};
  for (const id of tree(root)) {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);
    const name = read(`/proc/${id}/comm`).trim();
    byName[name] = (byName[name] ?? 0) + kilobytes;
  }
  return byName;
}

async function measure(display, home, [binary, ...args]) {
  const env = { ...home.env(), DISPLAY: display.name };
  delete env.WAYLAND_DISPLAY;
  const child = spawn(binary, args, { env, stdio: "ignore" });
  await pause(Number(options.settle) * 1_000);
  const found = memory(child.pid);
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(force);
  return found;
}

const sum = (byName) => Object.values(byName).reduce((all, one) => all + one, 0);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const display = await Display.start();
const homes = { console: new Home(), blank: new Home() };
try {
  const commands = { console: [console_, ...(options.data ? ["--data", options.data] : ["--demo"])], blank: [blank] };
  // Once before, so that every file that a first start writes is there.
  await measure(display, homes.console, commands.console);
  const found = { console: [], blank: [] };
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const name of ["blank", "console"]) found[name].push(await measure(display, homes[name], commands[name]));
  }
  const middle = (name) => median(found[name].map(sum));
  for (const name of ["blank", "console"]) {
    const parts = Object.entries(found[name].at(-1)).map(([process_, kilobytes]) => `${process_} ${(kilobytes / 1024).toFixed(1)}`);
    console.log(`${name.padEnd(8)} ${(middle(name) / 1024).toFixed(1)} MiB (the last: ${parts.join(", ")})`);
  }
  const ratio = middle("console") / middle("blank");
  console.log(`ratio    ${ratio.toFixed(2)} (goal: at most ${GOAL})`);
  process.exitCode = ratio <= GOAL ? 0 : 1;
} finally {
  display.stop();
  homes.console.remove();
  homes.blank.remove();
}
