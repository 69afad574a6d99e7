// Which Debian and Ubuntu packages Cordboard needs, which of them are missing, and how they get installed.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

import { run } from "./steps.mjs";

/** Compiling anything: a C compiler for SQLite, and the linker. */
export const COMPILER = ["build-essential", "pkg-config"];
/** Compiling the desktop window, and running it. */
export const WINDOW = [...COMPILER, "libwebkit2gtk-4.1-dev", "libdbus-1-dev"];
/** Driving the desktop window on a display of its own, with keys and a window manager as a person has them. */
export const WINDOW_TESTS = ["xvfb", "xauth", "webkit2gtk-driver", "dbus", "openbox", "xdotool", "fonts-dejavu-core"];

/** Where a Chromium can be. */
const CHROMIUM_PATHS = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

/** The Chromium of this system, or nothing. One that does not start does not count. */
export function chromium() {
  return CHROMIUM_PATHS.find(
    (path) => existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0,
  );
}

/** Ubuntu's package of this name only installs a snap, which neither containers nor build machines can run. */
export function hasChromiumPackage() {
  return existsSync("/etc/os-release") && !/^ID=ubuntu$/m.test(readFileSync("/etc/os-release", "utf8"));
}

function missing(names) {
  const asked = spawnSync("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...names], { encoding: "utf8" });
  const installed = new Set(
    asked.stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return names.filter((name) => !installed.has(name));
}

function isRoot() {
  return process.getuid?.() === 0;
}

function sudoAsksNothing() {
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
}

const INSTALL = ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=500"];

/**
 * Installs those of the packages that are missing when this user may, without asking anything; otherwise says which one
 * command to run. Returns false when packages stay missing.
 */
export async function ensurePackages(names) {
  if (process.platform !== "linux") return true;
  if (spawnSync("dpkg-query", ["--version"], { stdio: "ignore" }).error) {
    console.log(`  This is no Debian or Ubuntu; make sure that it has what these packages hold: ${names.join(" ")}`);
    return true;
  }
  const wanted = missing(names);
  if (wanted.length === 0) return true;
  const prefix = isRoot() ? [] : ["sudo"];
  if (!isRoot() && !sudoAsksNothing()) {
    console.error(`\n  These system packages are missing. Install them with\n`);
    console.error(`    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${wanted.join(" ")}\n`);
    console.error(`  and run this again.`);
    return false;
  }
  console.log(`  installing ${wanted.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (args) => run([...prefix, "apt-get", ...args], { env });
  if ((await apt([...INSTALL, ...wanted])).code === 0) return true;
  // The package lists may be missing or too old for the archive.
  await apt(["update", "-o", "DPkg::Lock::Timeout=500"]);
  return (await apt([...INSTALL, ...wanted])).code === 0;
}
