// npm run bundle: builds the Debian packages of the console and of the headless server.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { buildUi } from "./build-ui.mjs";
import { ensureNodePackages } from "./node-packages.mjs";
import { checkRust, program, targetDirectory } from "./rust-toolchain.mjs";
import { ROOT, run, Steps } from "./steps.mjs";
import { COMPILER, ensurePackages, WINDOW } from "./system-packages.mjs";

const HELP = `npm run bundle -- [console] [server]

Builds Debian packages, both when none is named. Where they are is printed at the end.
`;

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const asked = parseArgs({ allowPositionals: true, options: { help: { type: "boolean", short: "h" } } });
const unknown = asked.positionals.filter((name) => !["console", "server"].includes(name));
if (asked.values.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `There is no package "${unknown[0]}".\n\n${HELP}` : HELP);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const wanted = asked.positionals.length > 0 ? asked.positionals : ["console", "server"];
const made = [];

/** What a command prints, without the end of its line; nothing when it fails. */
function said(command, args, options = {}) {
  const answer = spawnSync(command, args, { encoding: "utf8", cwd: ROOT, ...options });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

async function bundleConsole() {
  const config = JSON.stringify({ version });
  // The plugin's package on npm is one minor release behind its crate; its commands are the same.
  const { code } = await run(["npx", "tauri", "build", "--ignore-version-mismatches", "--bundles", "deb", "--config", config]);
  const directory = join(targetDirectory(), "release/bundle/deb");
  const file = code === 0 && readdirSync(directory).find((name) => name.includes(`_${version}_`) && name.endsWith(".deb"));
  if (file) made.push(join(directory, file));
  return Boolean(file);
}

/** Which libraries of the system a program needs, in Debian's words. */
function dependencies(binary) {
  const scratch = mkdtempSync(join(tmpdir(), "cordboard-deb-"));
  try {
    mkdirSync(join(scratch, "debian"));
    writeFileSync(join(scratch, "debian/control"), "Source: cordboard-server\n\nPackage: cordboard-server\nArchitecture: any\n");
    return said("dpkg-shlibdeps", ["-O", binary], { cwd: scratch })?.replace(/^shlibs:Depends=/m, "");
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Everything that the server's package holds: where it goes, what it is, and with which rights. */
const serverFiles = (binary) => [
  ["usr/bin/cordboard-server", binary, 0o755],
  ["usr/lib/systemd/system/cordboard-server.service", "packaging/server/cordboard-server.service", 0o644],
  ["etc/default/cordboard-server", "packaging/server/default", 0o644],
  ["usr/share/doc/cordboard-server/README.md", "README.md", 0o644],
  ["usr/share/doc/cordboard-server/API-DESIGN.md", "docs/API-DESIGN.md", 0o644],
  ["usr/share/doc/cordboard-server/copyright", "packaging/copyright", 0o644],
  ["DEBIAN/postinst", "packaging/server/postinst", 0o755],
  ["DEBIAN/prerm", "packaging/server/prerm", 0o755],
  ["DEBIAN/postrm", "packaging/server/postrm", 0o755],
];

function serverControl(binary, architecture, bytes) {
  return `Package: cordboard-server
Version: ${version}
Architecture: ${architecture}
Maintainer: The Cordboard founders <cordboard@localhost>
Section: net
Priority: optional
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: ${dependencies(binary) ?? "libc6"}
Description: Telephony console and APIs of an office, headless
 Serves the Cordboard console to browsers, and its interfaces to other programs, over one SQLite file.
`;
}

async function bundleServer() {
  const built = await run(["cargo", "build", "--locked", "--release", "--package", "cordboard-server"]);
  const architecture = said("dpkg", ["--print-architecture"]);
  if (built.code !== 0 || !architecture) return false;
  const binary = program("cordboard-server", "release");
  const stage = mkdtempSync(join(tmpdir(), "cordboard-server-"));
  try {
    let bytes = 0;
    for (const [to, from, mode] of serverFiles(binary)) {
      const place = join(stage, to);
      mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
      copyFileSync(from.startsWith("/") ? from : join(ROOT, from), place);
      chmodSync(place, mode);
      bytes += statSync(place).size;
    }
    chmodSync(stage, 0o755);
    writeFileSync(join(stage, "DEBIAN/conffiles"), "/etc/default/cordboard-server\n");
    writeFileSync(join(stage, "DEBIAN/control"), serverControl(binary, architecture, bytes));
    const directory = join(targetDirectory(), "release/bundle/deb");
    mkdirSync(directory, { recursive: true });
    const file = join(directory, `cordboard-server_${version}_${architecture}.deb`);
    const packed = await run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", stage, file]);
    if (packed.code === 0) made.push(file);
    return packed.code === 0;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

const packages = wanted.includes("console") ? WINDOW : COMPILER;
const plan = [
  ["System packages", () => ensurePackages(packages)],
  ["Rust", async () => checkRust()],
  ["npm packages", ensureNodePackages],
  ["The console's pages", buildUi],
  ...(wanted.includes("console") ? [["Package of the console", bundleConsole]] : []),
  ...(wanted.includes("server") ? [["Package of the server", bundleServer]] : []),
];
const steps = new Steps(plan.length);
let good = true;
for (const [title, work] of plan) good = good && (await steps.step(title, work));
for (const file of made) console.log(`${file}  ${(statSync(file).size / 1024 / 1024).toFixed(1)} MB`);
process.exitCode = good ? 0 : 1;
