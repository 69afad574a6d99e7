// Checks that Rust is there and new enough, and finds what it builds.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT, run } from "./steps.mjs";

const INSTALL_RUST = "  Install Rust from https://rustup.rs, then run this again.";

/** True when a Rust is there that can build the workspace; says what to do when not. */
export function checkRust() {
  const [, wanted] = readFileSync(join(ROOT, "Cargo.toml"), "utf8").match(/^rust-version = "(.+)"/m);
  const asked = spawnSync("cargo", ["--version"], { encoding: "utf8", cwd: ROOT });
  const found = asked.stdout?.match(/(\d+)\.(\d+)/);
  if (!found) {
    console.error(`  There is no Rust here.\n${INSTALL_RUST}`);
    return false;
  }
  const [major, minor] = wanted.split(".").map(Number);
  if (Number(found[1]) * 1000 + Number(found[2]) >= major * 1000 + minor) return true;
  console.error(`  Rust ${wanted} or newer is needed, this is ${asked.stdout.trim()}. Run: rustup update stable`);
  return false;
}

/** Adds rustfmt and clippy where rustup can. */
export async function ensureComponents() {
  const works = (tool) => spawnSync("cargo", [tool, "--version"], { stdio: "ignore", cwd: ROOT }).status === 0;
  const absent = ["fmt", "clippy"].filter((tool) => !works(tool));
  if (absent.length === 0) return true;
  const names = absent.map((tool) => (tool === "fmt" ? "rustfmt" : tool));
  return (await run(["rustup", "component", "add", ...names])).code === 0;
}

/** The directory into which cargo builds, whoever set it. */
export function targetDirectory() {
  const asked = spawnSync("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (asked.status !== 0) throw new Error(asked.stderr);
  return JSON.parse(asked.stdout).target_directory;
}

/** A program that was built, by its name and cargo's profile. */
export function program(name, profile) {
  const folder = profile === "dev" ? "debug" : profile;
  return join(targetDirectory(), folder, process.platform === "win32" ? `${name}.exe` : name);
}
