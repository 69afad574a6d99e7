// The office file as a program on this computer treats it: links lead into it, copies are put back, and what was kept
// when the program failed is offered.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Home, launch, runToEnd } from "./app.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const LIMIT = { timeout: 120_000 };
const OFFICE = "Acme Telecom";
const BRANCH = "Bakery Blum";

let home;
let app;
let page;
let branch;

async function open(args = []) {
  app = await launch(home, args);
  page = new Page(app.session);
}

const place = () => page.session.run(() => location.hash);

before(() => {
  home = new Home();
});

after(async () => {
  await app?.quit();
  home.remove();
});

test("a copy of the office holds what was there when it was made", LIMIT, async () => {
  await open();
  await page.fill(words("firstRun.organisation"), OFFICE);
  await page.click("button", words("firstRun.begin"));
  await page.the("treeitem", OFFICE);
  await app.quit();
  mkdirSync(join(home.root, "copy"));
  for (const name of ["office.cordboard", "pepper.key"]) cpSync(join(home.appData, name), join(home.root, "copy", name));
  await open();
  await page.click("button", words("accounts.new"));
  const within = await page.the("dialog", words("accounts.newIn", { name: OFFICE }));
  await page.fill(words("fields.name"), BRANCH, { within });
  await page.click("button", words("accounts.create"));
  await page.the("heading", BRANCH);
  [, branch] = (await place()).match(/accounts\/([0-9a-f]{32})\//);
});

test("a link that another start of the program was given leads the open window there", LIMIT, async () => {
  await page.session.run(() => void (location.hash = "/activity"));
  await page.the("heading", words("activity.title"));
  const second = await runToEnd(home, [`cordboard://account/${branch}`]);
  assert.equal(second.code, 0, second.err);
  await page.the("heading", BRANCH);
});

test("a link that leads nowhere is refused with a sentence", LIMIT, async () => {
  const { code, err } = await runToEnd(home, ["cordboard://shutdown/now"]);
  assert.notEqual(code, 0);
  assert.match(err, /leads nowhere/);
});

test("the program begins where a link leads, without its graphics too", LIMIT, async () => {
  await app.quit();
  await open(["--safe-graphics", `cordboard://account/${branch}/people`]);
  await page.the("heading", BRANCH);
  assert.match(await place(), /\/people/);
});

test("the licences of what is shipped can be looked through", LIMIT, async () => {
  await page.session.run(() => void (location.hash = "/about"));
  await page.the("heading", words("about.title"));
  await page.fill(words("about.find"), "rusqlite");
  await page.the("row", "rusqlite");
});

test("the settings say where the office is, and offer its copies", LIMIT, async () => {
  await page.session.run(() => void (location.hash = "/settings"));
  await page.the("button", words("computer.save"));
  await page.the("button", words("computer.restore"));
  await page.the("any", home.appData, { exact: true });
});

test("the reception starts with the computer once that is switched on, and no longer when it is switched off", LIMIT, async () => {
  const entry = join(home.root, "config", "autostart", "org.cordboard.kiosk.desktop");
  const isOn = () => page.session.run((label) => [...document.querySelectorAll("label")].find((one) => one.textContent === label)?.querySelector("input")?.checked, words("computer.kioskStarts"));
  const flip = () => page.click("checkbox", words("computer.kioskStarts"));
  await page.the("checkbox", words("computer.kioskStarts"));
  assert.equal(await isOn(), false);
  await flip();
  await until("the desktop will start it", () => existsSync(entry));
  assert.match(readFileSync(entry, "utf8"), /^Exec="[^"]+cordboard" --kiosk$/m);
  await app.quit();
  await open();
  await page.session.run(() => void (location.hash = "/settings"));
  await until("it is shown as on", isOn);
  await flip();
  await until("the desktop no longer starts it", () => !existsSync(entry));
  await until("it is shown as off", async () => (await isOn()) === false);
});

test("what was kept when the program failed is offered, and thrown away when that is asked", LIMIT, async () => {
  await app.quit();
  const reports = join(home.appData, "crashes");
  mkdirSync(reports);
  writeFileSync(join(reports, "20261121T120000.000.txt"), "stopped at src/here.rs:1:1");
  await open();
  await page.click("button", words("computer.report"));
  await page.the("any", "stopped at src/here.rs:1:1");
  await page.click("button", words("computer.forget"));
  await page.gone("any", words("computer.crashed"));
  await until("the report is gone", () => readdirSync(reports).length === 0);
});

test("a copy is put back in the office's place, and what was there is kept beside it", LIMIT, async () => {
  await app.quit();
  await open(["--restore", join(home.root, "copy")]);
  await page.the("treeitem", OFFICE);
  await page.click("button", words("tree.expandAll"));
  await page.gone("treeitem", BRANCH);
  assert.ok(existsSync(join(home.appData, "replaced-1", "office.cordboard")));
});

test("a damaged copy is not put back, and the office stays as it was", LIMIT, async () => {
  await app.quit();
  writeFileSync(join(home.root, "copy", "office.cordboard"), "a shopping list");
  const ended = await runToEnd(home, ["--restore", join(home.root, "copy")], { closeAfter: /not replaced/ });
  assert.match(ended.err, /cannot be used/);
  await open();
  await page.the("treeitem", OFFICE);
});
