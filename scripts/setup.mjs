// npm run setup: installs what building and running the console needs, and nothing else.

import { ensureNodePackages } from "./node-packages.mjs";
import { checkRust } from "./rust-toolchain.mjs";
import { Steps } from "./steps.mjs";
import { ensurePackages, WINDOW } from "./system-packages.mjs";

const steps = new Steps(3);
const ready =
  (await steps.step("System packages", () => ensurePackages(WINDOW))) &&
  (await steps.step("Rust", () => checkRust())) &&
  (await steps.step("npm packages", () => ensureNodePackages()));
process.exitCode = ready ? 0 : 1;
