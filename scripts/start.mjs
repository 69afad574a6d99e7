// npm start: sets up what is missing, builds, and opens the console. `npm start -- --help` says what else it can.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { buildUi } from "./build-ui.mjs";
import { ensureNodePackages } from "./node-packages.mjs";
import { checkRust, program } from "./rust-toolchain.mjs";
import { run, Steps } from "./steps.mjs";
import { COMPILER, ensurePackages, WINDOW } from "./system-packages.mjs";

const HELP = `npm start -- [--demo] [--data DIR] [--headless]

Opens the Cordboard console on this computer's office file; builds it first when needed.

  --demo       open a rich demonstration office, kept apart from your own data
  --data DIR   use the office in DIR (made when it is not there)
  --headless   open no window: serve the console on 127.0.0.1 and print its address
               (this happens by itself where there is no display)
  --help       this text
`;

/** Quick to build and quick to run; see Cargo.toml. */
const PROFILE = "desktop";
const PREFERRED_PORT = 8123;
/** As in crates/cordboard-store/src/directory.rs. */
const OFFICE_FILE = "office.cordboard";

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        demo: { type: "boolean", default: false },
        data: { type: "string" },
        headless: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.demo && values.data) throw new Error("--demo and --data exclude each other");
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

/** Where the office file is; the same place for the window and for the server. */
function dataDirectory(options) {
  if (options.data) return resolve(process.env.INIT_CWD ?? ".", options.data);
  const home = process.env.XDG_DATA_HOME || join(homedir(), ".local", "share");
  // The served demonstration has an admin to sign in as; the one in the window has not.
  return join(home, "org.cordboard.console", ...(options.demo ? ["demo-served"] : []));
}

function isFree(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once("error", () => answer(false));
    server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}

async function build(headless) {
  const steps = new Steps(4);
  const name = headless ? "cordboard-server" : "cordboard";
  const cargo = ["cargo", "build", "--locked", "--profile", PROFILE, "--package", name];
  const ready =
    (await steps.step("System packages", () => ensurePackages(headless ? COMPILER : WINDOW))) &&
    (await steps.step("npm packages", ensureNodePackages)) &&
    (await steps.step("The console's pages", buildUi)) &&
    (await steps.step("The program (the first time takes some minutes)", async () => {
      return checkRust() && (await run(cargo)).code === 0;
    }));
  return ready ? program(name, PROFILE) : null;
}

async function openWindow(binary, options) {
  const args = options.demo ? ["--demo"] : options.data ? ["--data", dataDirectory(options)] : [];
  console.log("\nOpening the window. It can be closed and started again at any time; nothing is lost.");
  return (await run([binary, ...args], { limitMs: 2 ** 31 - 1 })).code;
}

/** Fills a new demonstration office and keeps how to sign in to it beside it, readable by this user only. */
function prepareDemo(binary, data) {
  const file = join(data, "sign-in.json");
  if (!existsSync(join(data, OFFICE_FILE))) {
    const seeded = spawnSync(binary, ["seed", "--data", data, "--demo"], { encoding: "utf8" });
    if (seeded.status !== 0) throw new Error(seeded.stderr);
    writeFileSync(file, seeded.stdout, { mode: 0o600 });
  }
  const { username, password } = JSON.parse(readFileSync(file, "utf8"));
  console.log(`\nThe phones of this office are simulated: they ring, answer and hang up by themselves, inside of this program only.`);
  console.log(`Sign in as "${username}" with the password "${password}" (also in ${file}).`);
}

async function serve(binary, options) {
  const data = dataDirectory(options);
  if (options.demo) prepareDemo(binary, data);
  else if (existsSync(join(data, OFFICE_FILE))) console.log(`\nSign in with the name and password of your office.`);
  else console.log(`\nThe address with a token, below, sets the office up. It works once.`);
  const port = (await isFree(PREFERRED_PORT)) ? PREFERRED_PORT : 0;
  console.log(`\nServing the console from ${data}. Ctrl+C ends it; nothing is lost.`);
  const args = ["serve", "--data", data, "--listen", `127.0.0.1:${port}`];
  // Nothing rings outside of the program, and everything that such phones do is marked as simulated.
  if (options.demo) args.push("--simulate-phones");
  return (await run([binary, ...args], { limitMs: 2 ** 31 - 1 })).code;
}

const options = readOptions();
if (options.help) {
  process.stdout.write(HELP);
} else {
  const hasDisplay = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const headless = options.headless || !hasDisplay;
  const binary = await build(headless);
  process.exitCode = binary ? await (headless ? serve : openWindow)(binary, options) : 1;
}
