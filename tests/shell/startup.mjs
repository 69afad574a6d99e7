// Measures how long the console's window takes from the start of the program until its tree is on the screen, beside a
// window with nothing in it, in turns. Run it with `npm run measure:startup`; it prints both medians and their ratio.
//
// "On the screen" is the same for both: where the tree is, the window shows what it shows in the end. That is learned in a first
// start that does not count, and looked for in the display's memory, so that looking costs the program next to nothing.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";

import { Home } from "./app.mjs";
import { Display, sameness } from "./framebuffer.mjs";

/** How much of the picture must be there. Text is little of a picture, so this is nearly all; the rest may blink. */
const SAME_ENOUGH = 0.9995;
/** Where the console draws its tree, in pixels of the display: window and side bar begin at the upper left. */
const TREE = { left: 56, top: 160, right: 336, bottom: 740 };
const STILL_MS = 1_500;
const LIMIT_MS = 30_000;
const GOAL = 1.5;

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "9" }, data: { type: "string" } },
});
const { CORDBOARD_BINARY: console_, CORDBOARD_BLANK: blank } = process.env;
if (!blank) throw new Error("CORDBOARD_BLANK must name the built example `blank`");

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Nothing but the black of a display without windows. */
const isEmpty = (picture) => picture.every((pixel) => pixel === 0);

/** Starts a program, waits until `seen` says that its picture is there, and ends it. Returns the milliseconds. */
async function launch(display, home, [binary, ...args], seen) {
  const env = { ...home.env(), DISPLAY: display.name };
  delete env.WAYLAND_DISPLAY;
  const before = display.look(TREE);
  const began = performance.now();
  const child = spawn(binary, args, { env, stdio: "ignore" });
  let took;
  while (took === undefined && performance.now() - began < LIMIT_MS) {
    if (seen(display.look(TREE), before)) took = performance.now() - began;
    else await pause(3);
  }
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(force);
  for (let waited = 0; !isEmpty(display.look(TREE)) && waited < 5_000; waited += 20) await pause(20);
  if (took === undefined) throw new Error(`${binary} did not come to its picture`);
  return took;
}

/** The picture that a program's window comes to and keeps. */
async function learn(display, home, command) {
  let last;
  let since = 0;
  await launch(display, home, command, (picture) => {
    if (!last || isEmpty(picture) || sameness(picture, last) < 1) {
      last = picture;
      since = performance.now();
    }
    return !isEmpty(last) && performance.now() - since > STILL_MS;
  });
  return last;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const display = await Display.start();
const homes = { console: new Home(), blank: new Home() };
try {
  const commands = {
    console: [console_, ...(options.data ? ["--data", options.data] : ["--demo"])],
    blank: [blank],
  };
  const goals = {};
  for (const name of Object.keys(commands)) {
    goals[name] = await learn(display, homes[name], commands[name]);
    // Once more, so that every file that a first start writes is there.
    goals[name] = await learn(display, homes[name], commands[name]);
  }
  const times = { console: [], blank: [] };
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const name of round % 2 ? ["blank", "console"] : ["console", "blank"]) {
      const reached = (picture) => sameness(picture, goals[name]) >= SAME_ENOUGH;
      times[name].push(await launch(display, homes[name], commands[name], reached));
    }
  }
  for (const name of ["blank", "console"]) {
    const sorted = times[name].map(Math.round).toSorted((a, b) => a - b);
    console.log(`${name.padEnd(8)} median ${Math.round(median(times[name]))} ms of ${sorted.join(" ")}`);
  }
  const ratio = median(times.console) / median(times.blank);
  console.log(`ratio    ${ratio.toFixed(2)} (goal: at most ${GOAL})`);
  process.exitCode = ratio <= GOAL ? 0 : 1;
} finally {
  display.stop();
  homes.console.remove();
  homes.blank.remove();
}
