// npm run screenshots: takes the pictures of the README in the real window, with the demonstration office.

import { buildUi } from "./build-ui.mjs";
import { ensureNodePackages } from "./node-packages.mjs";
import { program } from "./rust-toolchain.mjs";
import { run, Steps } from "./steps.mjs";
import { ensurePackages, WINDOW, WINDOW_TESTS } from "./system-packages.mjs";

const DISPLAY = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24 -nolisten tcp", "dbus-run-session", "--"];

const steps = new Steps(4);
const done =
  (await steps.step("Packages", async () => {
    return (await ensurePackages([...WINDOW, ...WINDOW_TESTS])) && (await ensureNodePackages());
  })) &&
  (await steps.step("The console's pages", buildUi)) &&
  (await steps.step("The program", async () => {
    return (await run(["cargo", "build", "--locked", "--workspace", "--bins"])).code === 0;
  })) &&
  (await steps.step("Pictures", async () => {
    const env = { ...process.env, CORDBOARD_BINARY: program("cordboard", "dev") };
    return (await run([...DISPLAY, "node", "tests/shell/screenshots.mjs"], { env })).code === 0;
  }));
process.exitCode = done ? 0 : 1;
