// Measures how long the console's window takes from the start of the program until its tree is on the screen, beside a
// window with nothing in it, in turns. Run it with `npm run measure:startup`; it prints both medians and their ratio.
//
// "On the screen" is the same for both: where the tree is, the window shows what it shows in the end. That is learned in a first
// start that does not count, and looked for in the display's memory, so that looking costs the program next to nothing.
//
// A picture is not yet a program: as soon as it is there, a row of the tree is clicked, and the time until that row is shown as
// the chosen one is told, too.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";

import { Home } from "./app.mjs";
import { Display, sameness, STEP } from "./framebuffer.mjs";

/** How much of the picture must be there. Text is little of a picture, so this is nearly all; the rest may blink. */
const SAME_ENOUGH = 0.9995;
/** Where the console draws its tree, in pixels of the display: window and side bar begin at the upper left. */
const TREE = { left: 56, top: 160, right: 336, bottom: 740 };
const STILL_MS = 1_500;
const LIMIT_MS = 30_000;
const GOAL = 1.5;
/** How a chosen row is coloured: `--selection` of the light theme in ui/src/design/tokens.css. */
const SELECTION = 0xcfe4e2;
/** The height of a row, and how far below the first row, which is chosen at first, the clicked one lies, in pixels. */
const ROW = 28;
const CLICKED = 2 * ROW;

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "9" }, data: { type: "string" } },
});
const { CORDBOARD_BINARY: console_, CORDBOARD_BLANK: blank } = process.env;
if (!blank) throw new Error("CORDBOARD_BLANK must name the built example `blank`");

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Nothing but the black of a display without windows. */
const isEmpty = (picture) => picture.every((pixel) => pixel === 0);

/** The part of the display that shows the chosen row now. */
function chosenRow(display) {
  const picture = display.look(TREE);
  const at = picture.indexOf(SELECTION);
  if (at < 0) throw new Error("no row is shown as chosen");
  const top = TREE.top + Math.floor(at / ((TREE.right - TREE.left) / STEP)) * STEP;
  return { left: TREE.left + ROW, right: TREE.right - ROW, top, bottom: top + ROW - STEP };
}

/** Whether most of a part of the display has the colour of a chosen row. */
function isChosen(display, part) {
  const picture = display.look(part);
  return picture.filter((pixel) => pixel === SELECTION).length > picture.length / 2;
}

/** Something that clicks on the display, started ahead so that its own start does not count. */
function clicker(display) {
  const tool = spawn("xdotool", ["-"], { env: { ...process.env, DISPLAY: display.name }, stdio: ["pipe", "ignore", "ignore"] });
  return {
    click: ({ left, top }) => tool.stdin.write(`mousemove ${left + ROW} ${top + ROW / 2}\nclick 1\n`),
    away: () => tool.stdin.write(`mousemove ${display.width - 1} ${display.height - 1}\n`),
    end: () => tool.stdin.end(),
  };
}

/**
 * Starts a program, waits until `seen` says that its picture is there, and ends it. Returns the milliseconds, and when
 * something else is to be done, those until `then` was answered.
 */
async function launch(display, home, [binary, ...args], seen, then) {
  const env = { ...home.env(), DISPLAY: display.name };
  delete env.WAYLAND_DISPLAY;
  const before = display.look(TREE);
  const began = performance.now();
  const child = spawn(binary, args, { env, stdio: "ignore" });
  const since = async (reached) => {
    while (performance.now() - began < LIMIT_MS) {
      if (reached()) return performance.now() - began;
      await pause(3);
    }
    return undefined;
  };
  const took = await since(() => seen(display.look(TREE), before));
  const answered = took !== undefined && then ? await since(then()) : took;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(force);
  for (let waited = 0; !isEmpty(display.look(TREE)) && waited < 5_000; waited += 20) await pause(20);
  if (took === undefined || answered === undefined) throw new Error(`${binary} did not come to its picture`);
  return { took, answered };
}

/** The picture that a program's window comes to and keeps; `look` may look at it, too. */
async function learn(display, home, command, look = () => undefined) {
  let last;
  let since = 0;
  await launch(display, home, command, (picture) => {
    if (!last || isEmpty(picture) || sameness(picture, last) < 1) {
      last = picture;
      since = performance.now();
    }
    if (isEmpty(last) || performance.now() - since <= STILL_MS) return false;
    look();
    return true;
  });
  return last;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const display = await Display.start();
const homes = { console: new Home(), blank: new Home() };
const mouse = clicker(display);
try {
  const commands = {
    console: [console_, ...(options.data ? ["--data", options.data] : ["--demo"])],
    blank: [blank],
  };
  const goals = {};
  let row;
  for (const name of Object.keys(commands)) {
    goals[name] = await learn(display, homes[name], commands[name]);
    // Once more, so that every file that a first start writes is there.
    goals[name] = await learn(display, homes[name], commands[name], () => {
      if (name === "console") row = chosenRow(display);
    });
  }
  const times = { console: [], blank: [], click: [] };
  const clicked = { ...row, top: row.top + CLICKED, bottom: row.bottom + CLICKED };
  const chooses = () => {
    mouse.click(clicked);
    return () => isChosen(display, clicked);
  };
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const name of round % 2 ? ["blank", "console"] : ["console", "blank"]) {
      const reached = (picture) => sameness(picture, goals[name]) >= SAME_ENOUGH;
      const { took, answered } = await launch(display, homes[name], commands[name], reached, name === "console" ? chooses : undefined);
      mouse.away();
      times[name].push(took);
      if (name === "console") times.click.push(answered);
    }
  }
  for (const name of ["blank", "console", "click"]) {
    const sorted = times[name].map(Math.round).toSorted((a, b) => a - b);
    console.log(`${name.padEnd(8)} median ${Math.round(median(times[name]))} ms of ${sorted.join(" ")}`);
  }
  const ratio = (name) => median(times[name]) / median(times.blank);
  console.log(`ratio    ${ratio("console").toFixed(2)} to the tree, ${ratio("click").toFixed(2)} to a click that was answered (goal: at most ${GOAL})`);
  process.exitCode = ratio("console") <= GOAL ? 0 : 1;
} finally {
  mouse.end();
  display.stop();
  homes.console.remove();
  homes.blank.remove();
}
