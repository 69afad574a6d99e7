// Takes the pictures of the README: the tree, a person's forwarding, and an answer to "who rings?", in light and dark.
// `npm run screenshots` starts it under a display of its own.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Home, launch } from "./app.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
/** Whom the demonstration office has with rules worth seeing. */
const ACCOUNT = "Zahnarztpraxis";
const PERSON = "Greta Lindqvist";

/** Keeps the picture once two in a row are the same. */
async function picture(page, name) {
  let last;
  const bytes = await until(`the picture ${name} is still`, async () => {
    const now = await page.session.screenshot();
    const still = last?.equals(now);
    last = now;
    return still && now;
  });
  writeFileSync(join(FOLDER, `${name}.png`), bytes);
  console.log(`  docs/screenshots/${name}.png`);
}

async function tour(page, theme) {
  await page.click("button", words("tree.expandAll"));
  await page.click("treeitem", ACCOUNT);
  await page.click("tab", words("accounts.people"));
  await page.the("any", PERSON, { exact: true });
  await picture(page, `tree-${theme}`);
  await page.click("any", PERSON, { exact: true });
  await page.click("tab", words("forwarding.title"));
  await page.the("button", words("states.busy"));
  await picture(page, `forwarding-${theme}`);
  await page.click("tab", words("whoRings.title"));
  await page.fill(words("whoRings.caller"), "+49 40 5550199");
  await page.choose(words("whoRings.state"), words("states.available"));
  await page.click("button", words("whoRings.sunday"));
  await page.says(words("whoRings.path"));
  await picture(page, `who-rings-${theme}`);
}

mkdirSync(FOLDER, { recursive: true });
for (const theme of ["light", "dark"]) {
  const home = new Home();
  mkdirSync(home.appData, { recursive: true });
  writeFileSync(join(home.appData, "settings.json"), JSON.stringify({ theme }));
  const app = await launch(home, ["--demo"]);
  try {
    await tour(new Page(app.session), theme);
  } finally {
    await app.quit();
    home.remove();
  }
}
