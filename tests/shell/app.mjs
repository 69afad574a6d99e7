// Starts the real desktop program under WebKitWebDriver, with directories of its own, and stops it again.
// It knows how the program is started, not what its pages look like.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Session, until } from "./webdriver.mjs";

/** The program under test. `npm test` names it; by hand: CORDBOARD_BINARY=target/debug/cordboard. */
export const BINARY = process.env.CORDBOARD_BINARY ?? "";
if (!BINARY) throw new Error("CORDBOARD_BINARY must name the built desktop program");

/** A person's directories, empty at first. They outlive one run of the program. */
export class Home {
  constructor() {
    this.root = mkdtempSync(join(tmpdir(), "cordboard-shell-"));
    for (const name of ["data", "config", "cache", "runtime"]) {
      mkdirSync(join(this.root, name), { mode: 0o700 });
    }
  }

  env() {
    return {
      ...process.env,
      XDG_DATA_HOME: join(this.root, "data"),
      XDG_CONFIG_HOME: join(this.root, "config"),
      XDG_CACHE_HOME: join(this.root, "cache"),
      XDG_RUNTIME_DIR: join(this.root, "runtime"),
      NO_AT_BRIDGE: "1",
    };
  }

  /** Where the program keeps its own files. */
  get appData() {
    return join(this.root, "data", "org.cordboard.console");
  }

  remove() {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The programs that run with these directories and arguments, by process number. */
function processesOf(home, args) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const own = readFileSync(`/proc/${name}/environ`, "utf8").includes(`XDG_DATA_HOME=${home.env().XDG_DATA_HOME}\0`);
        const line = readFileSync(`/proc/${name}/cmdline`, "utf8");
        return own && readlinkSync(`/proc/${name}/exe`) === BINARY && line === [BINARY, ...args, ""].join("\0");
      } catch {
        return false; // It ended while we looked.
      }
    })
    .map(Number);
}

/** Ends the programs as a log-out does, and waits until they are gone. */
async function end(home, args) {
  for (const id of processesOf(home, args)) process.kill(id, "SIGTERM");
  try {
    await until("the program has ended in order", () => processesOf(home, args).length === 0);
  } finally {
    for (const id of processesOf(home, args)) process.kill(id, "SIGKILL");
  }
}

/** Starts the program with its own driver. Returns the session and a way to end both. */
export async function launch(home, args = []) {
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], {
    env: { ...home.env(), TAURI_WEBVIEW_AUTOMATION: "true" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  driver.stderr.on("data", (text) => (errors += text));
  const gone = once(driver, "exit");
  const stop = async () => {
    driver.kill("SIGKILL");
    await gone;
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await until("the driver listens", async () => (await fetch(`${url}/status`)).ok);
    const session = await Session.open(url, { "webkitgtk:browserOptions": { binary: BINARY, args } });
    return {
      session,
      errors: () => errors,
      async quit() {
        await end(home, args).finally(stop);
      },
    };
  } catch (error) {
    await end(home, args).catch(() => {});
    await stop();
    throw new Error(`${error.message}\n${errors}`);
  }
}

/**
 * Runs the program without a driver until it ends. A window that it opens is closed by SIGTERM once standard error
 * says `closeAfter`; after the deadline the program is stopped the hard way.
 */
export async function runToEnd(home, args = [], { env = {}, closeAfter, deadlineMs = 20_000 } = {}) {
  const child = spawn(BINARY, args, { env: { ...home.env(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => {
    err += text;
    if (closeAfter?.test(err)) child.kill("SIGTERM");
  });
  const deadline = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const [code, signal] = await once(child, "close");
  clearTimeout(deadline);
  return { code, signal, out, err };
}
