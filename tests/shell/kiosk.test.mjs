// The reception in the real window, driven as whoever stands there drives it: with the keys of the display's keyboard.
// Enrolled with a code, a colleague found, a call answered; nothing that leads out, and the PIN that ends it.
//
// A window manager runs beside it, as on every desktop: without one no window gets to fill the screen.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { Home, launch } from "./app.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const LIMIT = { timeout: 120_000 };
const PIN = "2580";

let home;
let manager;
let app;
let page;
let code;

async function open(args) {
  app = await launch(home, args);
  page = new Page(app.session);
}

/** Strikes keys of the display, as `xdotool` names them. */
function strike(...keys) {
  const done = spawnSync("xdotool", ["key", "--delay", "20", ...keys], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr ?? String(done.error));
}

const windows = () => spawnSync("xdotool", ["search", "--onlyvisible", "--name", "Cordboard"], { encoding: "utf8" }).stdout.trim().split("\n").filter(Boolean);

before(async () => {
  home = new Home();
  manager = spawn("openbox", ["--sm-disable"], { stdio: "ignore" });
  const managed = () => spawnSync("xdotool", ["get_num_desktops"], { stdio: "ignore" }).status === 0;
  await until("the window manager runs", managed);
});

after(async () => {
  await app?.quit();
  const gone = once(manager, "exit");
  manager.kill("SIGTERM");
  await gone;
  home.remove();
});

test("the owner prepares a kiosk in the console", LIMIT, async () => {
  await open(["--demo"]);
  const { body: session } = await until("the engine answers", async () => {
    const answer = await page.api("GET", "/console/session");
    return answer.status === 200 && answer;
  });
  const account = session.account.id;
  const add = async (fields) => {
    const made = await page.api("POST", `/console/accounts/${account}/users`, { fields });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id;
  };
  const line_id = await add({ first_name: "Rita", last_name: "Reception", extension_number: "7400" });
  await add({ first_name: "Otto", last_name: "Oven", extension_number: "7401" });
  const duties = { presence: true, hours: true, meetings: true, visitors: true };
  const made = await page.api("POST", `/console/accounts/${account}/kiosks`, { name: "Front desk", pin: PIN, duties, line_id });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  code = made.body.code;
  await app.quit();
});

test("the window asks for the code, fills the screen, and is the reception from then on", LIMIT, async () => {
  await open(["--demo", "--kiosk"]);
  await page.fill(words("kiosk.code"), code);
  strike("Return");
  await page.the("combobox", words("kiosk.search"));
  assert.deepEqual(await page.session.run(() => [innerWidth, innerHeight]), [1280, 800]);
  // Its page reaches nothing of the owner's.
  assert.equal((await page.api("GET", "/console/session")).status, 401);
  assert.equal((await page.api("GET", "/console/kiosk")).status, 200);
  await app.quit();
  await open(["--demo", "--kiosk"]);
  await page.the("combobox", words("kiosk.search"));
});

test("a colleague is found and a call answered by the keyboard", LIMIT, async () => {
  strike("o", "t");
  await page.the("option", "Otto Oven");
  await until("only she who fits is left", async () => !(await page.now("option", "Rita Reception")));
  strike("Escape");
  assert.equal((await page.api("POST", "/console/kiosk/simulation", { number: "+4930123", name: "Flour Mill" })).status, 200);
  await page.says("Flour Mill");
  strike("F2");
  await page.says(words("kiosk.stage_talking"));
  strike("F7");
  await page.says(words("kiosk.stage_held"));
  strike("F8");
  await page.says(words("kiosk.noCalls"));
});

test("no key, menu, page or window of the shell leads out of it", LIMIT, async () => {
  const shown = windows();
  const size = await page.session.run(() => [innerWidth, innerHeight]);
  strike("F5", "F11", "F12", "ctrl+r", "ctrl+w", "ctrl+q", "ctrl+t", "ctrl+n", "ctrl+p", "ctrl+shift+i", "alt+Left", "alt+Home", "Menu", "shift+F10", "F10", "alt+f", "Escape", "alt+F4");
  // The right button opens no menu, the middle one no page.
  spawnSync("xdotool", ["mousemove", "640", "400", "click", "3", "click", "2"]);
  await page.session.run(() => {
    location.assign("/accounts");
    location.assign("https://example.org/");
    window.open("/");
  });
  await page.the("combobox", words("kiosk.search"));
  assert.equal(await page.session.run(() => location.pathname), "/kiosk");
  assert.deepEqual(windows(), shown);
  assert.deepEqual(await page.session.run(() => [innerWidth, innerHeight]), size);
  // The capability of this window has no settings.
  const asks = page.session.runAsync(() => window.__TAURI_INTERNALS__.invoke("plugin:store|get_store", { path: "settings.json" }));
  await assert.rejects(asks, /not allowed|not found/);
});

test("only the PIN ends the program", LIMIT, async () => {
  strike("Escape", "Escape", "alt+l");
  await page.the("textbox", words("kiosk.pin"));
  strike("0", "0", "0", "0", "Return");
  await page.says(words("kiosk.pinWrong"));
  strike(...PIN, "Return");
  await until("the window is gone", () => windows().length === 0);
});
