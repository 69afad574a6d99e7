// What the console tells somebody who looks elsewhere, of its exchange with a real server and of work that took long: as
// notices of the desktop, which a program of its own plays, while the window is put away.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Home, launch } from "./app.mjs";
import { Desktop } from "./desktop.mjs";
import { Page } from "./page.mjs";
import { ADMIN, Line, Server } from "./server.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const LIMIT = { timeout: 180_000 };
/** More than one page of a first fetch holds. */
const OFFICE = { accounts: 20, users: 5_500 };

let home;
let manager;
let desktop;
let server;
let line;
let app;
let page;

/** Nobody looks at the window. */
async function putAway() {
  const isLookedAt = () => page.session.run(() => document.hasFocus());
  if (!(await isLookedAt())) return;
  const [id] = spawnSync("xdotool", ["search", "--onlyvisible", "--name", "Cordboard"], { encoding: "utf8" }).stdout.trim().split("\n");
  assert.equal(spawnSync("xdotool", ["windowminimize", id]).status, 0);
  await until("the page knows that nobody looks", async () => !(await isLookedAt()));
}

const told = (from) => desktop.hears("a notice", (heard) => heard.notice, from);

before(async () => {
  home = new Home();
  mkdirSync(join(home.root, "Downloads"));
  writeFileSync(join(home.root, "config", "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${join(home.root, "Downloads")}"\n`);
  manager = spawn("openbox", ["--sm-disable"], { stdio: "ignore" });
  desktop = new Desktop();
  await desktop.hears("itself", (heard) => heard.ready);
  server = await Server.start(join(home.root, "server"), OFFICE);
  line = await Line.to(server, "/sync/pull");
});

after(async () => {
  await app?.quit();
  await line?.stop();
  await server?.stop();
  await desktop?.stop();
  manager.kill("SIGTERM");
  await once(manager, "exit");
  home.remove();
});

test("a copy that is complete is told to whoever did not wait for it", LIMIT, async () => {
  app = await launch(home);
  page = new Page(app.session);
  await page.click("link", words("copy.connect"));
  await page.fill(words("copy.address"), line.url);
  await page.fill(words("fields.username"), ADMIN.username);
  await page.fill(words("fields.password"), ADMIN.password);
  await page.press("enter");
  // The first page of many has come; the next one waits on the line.
  await page.says(words("copy.state_fetching", { percent: "" }).split(" ")[0]);
  await putAway();
  const from = desktop.told.length;
  line.letGo();
  const notice = await until("the notice", async () => told(from).catch(() => undefined), 120_000);
  assert.equal(notice.title, words("desk.fetched"));
  assert.equal(notice.text, words("desk.fetchedText"));
});

test("a conflict is told, and a click on the notice leads to where it is settled", LIMIT, async () => {
  const { account } = await server.api("GET", "/console/session");
  const carl = await server.api("POST", `/console/accounts/${account.id}/users`, { fields: { first_name: "Carl", last_name: "Weber", department: "Office" } });
  await until("he is here, too", async () => {
    // Not whenever the two would have met by themselves.
    await page.api("POST", "/console/sync/now");
    return (await page.api("GET", `/console/users/${carl.id}`)).status === 200;
  });
  const department = (to) => ({ changes: [{ path: "/department", from: "Office", to }] });
  await page.api("PATCH", "/console/sync", { paused: true });
  assert.equal((await page.api("PATCH", `/console/users/${carl.id}`, department("Sales"))).status, 200);
  await server.api("PATCH", `/console/users/${carl.id}`, department("Workshop"));
  const from = desktop.told.length;
  await page.api("PATCH", "/console/sync", { paused: false });
  const notice = await told(from);
  assert.equal(notice.title, words("desk.conflicts_one", { count: 1 }));
  assert.equal(notice.text, words("desk.conflictsText"));
  desktop.say("click", notice.notice);
  await page.the("group", "Carl Weber");
  assert.equal(await page.session.run(() => location.hash), "#/copy");
});

test("long work that is done is told to whoever looks elsewhere, and short work is not", LIMIT, async () => {
  const { account } = await server.api("GET", "/console/session");
  await page.session.run((id) => void (location.hash = `/accounts/${id}/people`), account.id);
  const write = async () => {
    const button = await page.the("button", words("many.export"), { exact: true });
    const before = readdirSync(join(home.root, "Downloads")).length;
    await putAway();
    await page.session.run((node) => node.click(), button.reference);
    await until("the list is written", () => readdirSync(join(home.root, "Downloads")).length > before);
  };
  const from = desktop.told.length;
  // Each look at this page's clock finds it six seconds later: so long does every work take, whatever the machine.
  const clock = (step) =>
    page.session.run((ms) => {
      const began = Date.now();
      let looks = 0;
      Date.now = () => began + (looks += 1) * ms;
    }, step);
  await clock(0);
  await write();
  await clock(6_000);
  await write();
  const notice = await told(from);
  assert.equal(notice.title, words("desk.workDone"));
  assert.equal(notice.text, words("many.exporting"));
  assert.equal(desktop.told.slice(from).filter((heard) => heard.notice).length, 1);
});
