// Runs commands one after the other under headings, and keeps what each came to.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root; every command runs there unless it says otherwise. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** No single command may take longer than this. */
const COMMAND_LIMIT_MS = 45 * 60_000;

/**
 * Runs a command with its output on ours. With `keep`, the output is also returned as text, without colours.
 * Standard input stays closed: nothing here may wait for an answer.
 */
export function run([command, ...args], { cwd = ROOT, env = process.env, keep = false, limitMs = COMMAND_LIMIT_MS } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", keep ? "pipe" : "inherit", keep ? "pipe" : "inherit"],
      detached: true,
    });
    // The whole group, so that a display or a browser that the command started does not outlive it.
    const stop = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has ended by itself.
      }
    };
    let interrupted;
    const forward = (signal) => {
      interrupted = signal;
      stop(signal);
    };
    const limit = setTimeout(() => {
      console.error(`  stopped after ${Math.round(limitMs / 60_000)} minutes: ${command}`);
      stop("SIGKILL");
    }, limitMs);
    process.once("SIGINT", forward);
    process.once("SIGTERM", forward);
    const pieces = [];
    if (keep) {
      child.stdout.on("data", (piece) => (pieces.push(piece), process.stdout.write(piece)));
      child.stderr.on("data", (piece) => (pieces.push(piece), process.stderr.write(piece)));
    }
    const finish = (code) => {
      clearTimeout(limit);
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
      if (interrupted) process.exit(128 + constants.signals[interrupted]);
      resolve({ code, text: Buffer.concat(pieces).toString("utf8").replace(/\u001b\[[0-9;]*m/g, "") });
    };
    child.once("error", (error) => {
      console.error(`  ${command}: ${error.message}`);
      finish(127);
    });
    child.once("close", (code, signal) => finish(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** A series of steps: each has a heading "2/4 ..." and a time. */
export class Steps {
  constructor(total) {
    this.total = total;
    this.done = [];
  }

  heading(title) {
    console.log(`\n\u001b[1m${this.done.length + 1}/${this.total} ${title}\u001b[0m`);
  }

  /**
   * Runs one step. The work returns `{ passed, failed }`, and in `again` how many passed on a second try only; or true or
   * false for a check that counts as one. What it throws is a failure like any other.
   */
  async step(title, work) {
    this.heading(title);
    const began = Date.now();
    let outcome;
    try {
      outcome = await work();
    } catch (error) {
      console.error(`  ${error.stack ?? error}`);
      outcome = false;
    }
    if (typeof outcome === "boolean") outcome = { passed: Number(outcome), failed: Number(!outcome) };
    const step = { title, seconds: (Date.now() - began) / 1000, ...outcome };
    this.done.push(step);
    return step.failed === 0;
  }

  get passed() {
    return this.done.reduce((sum, step) => sum + step.passed, 0);
  }

  get failed() {
    return this.done.reduce((sum, step) => sum + step.failed, 0);
  }

  /** One table of what ran. */
  summary() {
    const width = Math.max(...this.done.map((step) => step.title.length));
    const rows = this.done.map((step) => {
      const mark = step.failed ? "FAILED" : "ok";
      const counts = `${String(step.passed).padStart(5)} passed ${String(step.failed).padStart(3)} failed`;
      const again = step.again ? `  (${step.again} on a second try: a fault to mend)` : "";
      return `  ${step.title.padEnd(width)}  ${mark.padEnd(6)} ${counts} ${step.seconds.toFixed(1).padStart(8)} s${again}`;
    });
    return rows.join("\n");
  }
}
