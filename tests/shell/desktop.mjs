// The desktop that the tests play with a program of its own (`desktop.rs`): its tray and its notices on the session bus.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { until } from "./webdriver.mjs";

/** `npm test` names it; by hand: CORDBOARD_DESKTOP=target/debug/examples/desktop. */
const DESKTOP = process.env.CORDBOARD_DESKTOP ?? "";

/** The desktop: says what it was told, in order, and does as it is told. */
export class Desktop {
  constructor() {
    this.told = [];
    this.program = spawn(DESKTOP, [], { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.program.stdout }).on("line", (line) => this.told.push(JSON.parse(line)));
  }

  /** The first thing told from `from` on that fits. */
  hears(what, fits, from = 0) {
    return until(`the desktop hears of ${what}`, () => this.told.slice(from).find(fits));
  }

  say(...line) {
    this.program.stdin.write(`${line.join(" ")}\n`);
  }

  async menu(service) {
    const from = this.told.length;
    this.say("menu", service);
    const { menu, failed } = await this.hears("a menu", (told) => told.menu || told.failed, from);
    assert.equal(failed, undefined);
    return menu;
  }

  async stop() {
    const gone = once(this.program, "exit");
    this.program.stdin.end();
    await gone;
  }
}
