// What the console does on a desktop beside its window: notices, the icon in the tray, and the window that is kept in it.
// The desktop is played by a program of its own (`desktop.rs`) on the test's session bus.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { Home, launch } from "./app.mjs";
import { Desktop } from "./desktop.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const LIMIT = { timeout: 120_000 };
const PERSON = "Anna Berg";

let home;
let app;
let page;
let desktop;
let manager;
let account;
let person;

async function open(args = []) {
  app = await launch(home, args);
  page = new Page(app.session);
}

const isShown = () => spawnSync("xdotool", ["search", "--onlyvisible", "--name", "Cordboard"], { encoding: "utf8" }).stdout.trim() !== "";
const said = async () => (await page.api("GET", `/console/users/${person}`)).body.fields;

/** A call that rang at her place and was not taken, as a switch reports it. */
async function missed(caller) {
  const at = (ms) => new Date(Date.now() + ms).toISOString();
  const call = { owner: "201", caller, caller_display_name: "Mill <b>& Sons</b>", callee: "201", started_at: at(-30_000), ended_at: at(-10_000), direction: "INBOUND_CALL" };
  const told = await page.api("POST", "/api/ingest/cdrs", call);
  assert.ok(told.status < 300, JSON.stringify(told));
}

before(async () => {
  home = new Home();
  // Somebody has to pass on that the window is to be closed.
  manager = spawn("openbox", ["--sm-disable"], { stdio: "ignore" });
  desktop = new Desktop();
  await desktop.hears("itself", (told) => told.ready);
});

after(async () => {
  await app?.quit();
  await desktop?.stop();
  manager.kill("SIGTERM");
  await once(manager, "exit");
  home.remove();
});

test("the console puts its icon into the tray", LIMIT, async () => {
  await open();
  const made = await until("the engine answers", () => page.api("POST", "/console/installation", { organisation: "Acme Telecom", realm: "acme.example", timezone: "UTC" }));
  assert.equal(made.status, 201, JSON.stringify(made.body));
  account = made.body.account.id;
  const added = await page.api("POST", `/console/accounts/${account}/users`, { fields: { first_name: "Anna", last_name: "Berg", extension_number: "201" } });
  assert.equal(added.status, 201, JSON.stringify(added.body));
  person = added.body.id;
  await page.session.run(() => location.reload());
  await page.the("treeitem", "Acme Telecom");
  const { tray } = await desktop.hears("the icon", (told) => told.tray);
  desktop.tray = tray;
  const labels = (await desktop.menu(tray)).map((line) => line.label);
  assert.ok(labels.includes(words("desk.open")) && labels.includes(words("lock.now")) && labels.includes(words("desk.who")), labels.join());
});

test("who says who he is sees and sets his own presence there", LIMIT, async () => {
  await page.session.run(() => void (location.hash = "/settings"));
  await page.fill(words("desk.me"), "Anna");
  await page.click("option", PERSON);
  const label = words("desk.presence", { name: PERSON });
  const shown = async () => Object.fromEntries((await desktop.menu(desktop.tray)).map((line) => [line.label, line.chosen]));
  await until("the tray offers her presence", async () => label in (await shown()));
  assert.equal((await shown())[words("states.available")], true);
  desktop.say("pick", desktop.tray, words("states.lunch"));
  await until("the engine knows", async () => (await said()).presence === "lunch");
  await until("the tray shows it", async () => (await shown())[words("states.lunch")]);
  desktop.say("pick", desktop.tray, words("states.do_not_disturb"));
  await until("the engine knows", async () => (await said()).do_not_disturb?.enabled);
  await until("the tray shows it", async () => (await shown())[words("states.do_not_disturb")]);
  desktop.say("pick", desktop.tray, words("states.available"));
  await until("the engine knows", async () => (await said()).presence === "available" && !(await said()).do_not_disturb.enabled);
  // And what somebody else sets is shown, too.
  const change = { changes: [{ path: "/presence", from: "available", to: "away" }] };
  assert.equal((await page.api("PATCH", `/console/users/${person}`, change)).status, 200);
  await until("the tray follows", async () => (await shown())[words("states.away")]);
});

test("a missed call is told as a notice, whose click opens it", LIMIT, async () => {
  await missed("+4930123");
  const notice = await desktop.hears("the missed call", (told) => told.notice);
  assert.equal(notice.title, words("desk.missed_one", { count: 1 }));
  assert.equal(notice.text, "Mill &lt;b&gt;&amp; Sons&lt;/b&gt;");
  const counted = (await desktop.menu(desktop.tray)).map((line) => line.label);
  assert.ok(counted.includes(words("desk.missed_one", { count: 1 })), counted.join());
  desktop.say("click", notice.notice);
  await until("the console shows the missed calls", () => page.session.run(() => location.hash.includes("/calls") && location.hash.includes("outcome")));
  await page.says("+4930123");
});

test("a window that is closed stays in the tray where that was chosen, and comes back from there", LIMIT, async () => {
  await page.session.run(() => void (location.hash = "/settings"));
  await page.click("checkbox", words("desk.closeToTray"));
  await until("it is chosen", () => page.session.run((label) => [...document.querySelectorAll("label")].find((one) => one.textContent === label)?.querySelector("input")?.checked, words("desk.closeToTray")));
  await until("the window is gone", () => {
    if (!isShown()) return true;
    // As a person does: look whether it has the focus, and press; a key that nobody had the focus for is pressed again.
    spawnSync("xdotool", ["search", "--onlyvisible", "--name", "Cordboard", "windowactivate"]);
    spawnSync("xdotool", ["key", "alt+F4"]);
    return false;
  });
  assert.equal((await page.api("GET", "/healthz")).status, 200);
  desktop.say("touch", desktop.tray);
  await until("the window is back", isShown);
});

test("a locked console says nothing of the office in the tray or in notices", LIMIT, async () => {
  const chosen = await page.api("PUT", "/console/session/lock", { password: "left for lunch" });
  assert.equal(chosen.status, 200, JSON.stringify(chosen.body));
  desktop.say("pick", desktop.tray, words("lock.now"));
  await page.the("heading", words("lock.title"));
  await until("the tray is bare", async () => (await desktop.menu(desktop.tray)).map((line) => line.label).join() === [words("desk.open"), words("desk.quit")].join());
  await app.quit();
  await open();
  await page.the("heading", words("lock.title"));
  assert.ok(!(await page.text()).includes("Acme"));
  await page.fill(words("fields.password"), "left for lunch");
  await page.press("enter");
  await page.gone("heading", words("lock.title"));
});

test("without a session bus the console opens all the same", LIMIT, async () => {
  await app.quit();
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  process.env.DBUS_SESSION_BUS_ADDRESS = "unix:path=/nonexistent";
  try {
    await open();
    await page.the("treeitem", "Acme Telecom");
  } finally {
    process.env.DBUS_SESSION_BUS_ADDRESS = address;
  }
});
