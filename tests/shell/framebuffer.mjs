// A display of its own whose picture can be read without asking the X server: Xvfb keeps it in a file (XWD format).

import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { until } from "./webdriver.mjs";

/** Every how many pixels of a line, and how many lines, one is looked at. */
export const STEP = 2;

export class Display {
  static async start(width = 1280, height = 800) {
    const dir = mkdtempSync(join(tmpdir(), "cordboard-display-"));
    const args = ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp", "-fbdir", dir];
    const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    let number = "";
    server.stdio[3].on("data", (text) => (number += text));
    await until("Xvfb names its display", () => number.includes("\n"));
    const file = join(dir, "Xvfb_screen0");
    await until("Xvfb has made its picture", () => existsSync(file));
    return new Display(server, dir, openSync(file, "r"), `:${number.trim()}`);
  }

  constructor(server, dir, file, name) {
    Object.assign(this, { server, dir, file, name });
    const header = Buffer.alloc(100);
    readSync(file, header, 0, 100, 0);
    const field = (index) => header.readUInt32BE(index * 4);
    this.width = field(4);
    this.height = field(5);
    this.bytesPerLine = field(12);
    this.start = field(0) + field(19) * 12;
    this.pixels = Buffer.alloc(this.bytesPerLine * this.height);
  }

  /** A part of the picture as it is now, thinned out. */
  look({ left, top, right, bottom }) {
    readSync(this.file, this.pixels, 0, this.pixels.length, this.start);
    const seen = new Uint32Array(Math.ceil((right - left) / STEP) * Math.ceil((bottom - top) / STEP));
    let next = 0;
    for (let y = top; y < bottom; y += STEP) {
      for (let x = left; x < right; x += STEP) {
        seen[next++] = this.pixels.readUInt32LE(y * this.bytesPerLine + x * 4) & 0xffffff;
      }
    }
    return seen;
  }

  stop() {
    closeSync(this.file);
    this.server.kill("SIGKILL");
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Which part of two pictures is the same, from 0 to 1. */
export function sameness(one, other) {
  let same = 0;
  for (let i = 0; i < one.length; i++) if (one[i] === other[i]) same++;
  return same / one.length;
}
