// npm run screens [FOLDER]: a picture of every screen of the console in every look (light, dark, right-to-left, narrow,
// more contrast, and a language with longer words), with and without anything in it. The same run tries them with axe.

import { mkdirSync } from "node:fs";
import { resolve } from "node:path";

import { buildUi } from "./build-ui.mjs";
import { ensureNodePackages } from "./node-packages.mjs";
import { program } from "./rust-toolchain.mjs";
import { run, Steps } from "./steps.mjs";

const folder = resolve(process.argv[2] ?? "test-results/screens");
mkdirSync(folder, { recursive: true });

const steps = new Steps(4);
const done =
  (await steps.step("Packages", ensureNodePackages)) &&
  (await steps.step("The console's pages", buildUi)) &&
  (await steps.step("The server", async () => (await run(["cargo", "build", "--locked", "-p", "cordboard-server"])).code === 0)) &&
  (await steps.step("Pictures", async () => {
    const env = { ...process.env, CORDBOARD_SCREENS: folder, CORDBOARD_SERVER: program("cordboard-server", "dev") };
    return (await run(["npm", "run", "e2e", "-w", "tests/e2e", "--", "screens"], { env })).code === 0;
  }));
console.log(`The pictures are in ${folder}.`);
process.exitCode = done ? 0 : 1;
