// npm run measure:startup, npm run measure:memory: builds the window and an empty one, and compares how long they take to
// open, or what they keep in memory.

import { buildUi } from "./build-ui.mjs";
import { ensureNodePackages } from "./node-packages.mjs";
import { program, targetDirectory } from "./rust-toolchain.mjs";
import { run, Steps } from "./steps.mjs";
import { ensurePackages, WINDOW, WINDOW_TESTS } from "./system-packages.mjs";

const [what, ...rest] = process.argv.slice(2);
/** What the packed program keeps in memory is asked; how quickly it starts, of what `npm start` builds. */
const PROFILE = what === "memory" ? "release" : "desktop";
const CARGO = ["cargo", "build", "--locked", "--profile", PROFILE, "--package", "cordboard"];

const steps = new Steps(4);
const built =
  (await steps.step("Packages", async () => {
    return (await ensurePackages([...WINDOW, ...WINDOW_TESTS, "xdotool"])) && (await ensureNodePackages());
  })) &&
  (await steps.step("The console's pages", buildUi)) &&
  (await steps.step("The programs", async () => {
    return (await run([...CARGO, "--bin", "cordboard", "--example", "blank"])).code === 0;
  }));
const env = {
  ...process.env,
  CORDBOARD_BINARY: program("cordboard", PROFILE),
  CORDBOARD_BLANK: `${targetDirectory()}/${PROFILE}/examples/blank`,
};
const measure = ["dbus-run-session", "--", "node", `tests/shell/${what}.mjs`, ...rest];
const good = built && (await steps.step(`Measuring ${what}`, async () => (await run(measure, { env })).code === 0));
process.exitCode = good ? 0 : 1;
