// What the window owes its user apart from the console in it.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Home, launch, runToEnd } from "./app.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";

const LIMIT = { timeout: 90_000 };

async function withWindow(home, args, use) {
  const app = await launch(home, args);
  try {
    return await use(new Page(app.session), app);
  } finally {
    await app.quit();
  }
}

async function withHome(use) {
  const home = new Home();
  try {
    return await use(home);
  } finally {
    home.remove();
  }
}

test("help needs no display", LIMIT, () =>
  withHome(async (home) => {
    const env = { DISPLAY: "", WAYLAND_DISPLAY: "" };
    const { code, out } = await runToEnd(home, ["--help"], { env });
    assert.equal(code, 0);
    assert.match(out, /--data <DIR>/);
    assert.match(out, /--demo/);
  }));

test("without a display the program says so and ends with code 1", LIMIT, () =>
  withHome(async (home) => {
    const { code, err } = await runToEnd(home, [], { env: { DISPLAY: "", WAYLAND_DISPLAY: "" } });
    assert.equal(code, 1);
    assert.match(err, /no display/);
    assert.match(err, /cordboard-server serve/);
  }));

test("a second start hands over to the open window and ends", LIMIT, () =>
  withHome((home) =>
    withWindow(home, [], async (page) => {
      const { code, err } = await runToEnd(home);
      assert.equal(code, 0, err);
      assert.equal((await page.api("GET", "/healthz")).status, 200);
    }),
  ));

test("an office that another program has open is refused with a page that says so", LIMIT, () =>
  withHome((home) =>
    withWindow(home, ["--data", join(home.root, "office")], async () => {
      // Another name for the same directory, so that it does not hand over but comes up against the lock.
      symlinkSync(join(home.root, "office"), join(home.root, "alias"));
      await withWindow(home, ["--data", join(home.root, "alias")], async (page) => {
        await page.says("already open in another program");
        await page.says("Close the other window");
      });
    }),
  ));

test("a file that is no office is refused with a page, a line on standard error and code 1", LIMIT, () =>
  withHome(async (home) => {
    const office = join(home.root, "office");
    mkdirSync(office);
    const letter = "Dear Anna, this is a letter and no office. ".repeat(400);
    writeFileSync(join(office, "office.cordboard"), letter);
    await withWindow(home, ["--data", office], async (page) => {
      await page.says("Cordboard cannot start");
      await page.says("office.cordboard");
      await assert.rejects(page.api("GET", "/healthz"), "this page may not reach the engine");
    });
    const { code, err } = await runToEnd(home, ["--data", office], { closeAfter: /cannot be opened/ });
    assert.equal(code, 1);
    assert.match(err, /cordboard: .*office\.cordboard cannot be opened/);
    assert.equal(readFileSync(join(office, "office.cordboard"), "utf8"), letter);
  }));

test("the window opens again as large as it was left", LIMIT, () =>
  withHome(async (home) => {
    const size = (page) => page.session.run(() => [window.outerWidth, window.outerHeight]);
    let left;
    await withWindow(home, [], async (page) => {
      await page.session.call("POST", "/window/rect", { width: 1000, height: 640 });
      left = await until("the window has its new size", async () => {
        const now = await size(page);
        return now[0] === 1000 && now;
      });
    });
    await withWindow(home, [], async (page) => {
      await until("the window has the size that it was left with", async () => String(await size(page)) === String(left));
    });
  }));

test("the page gets no more from the shell than it was given", LIMIT, () =>
  withHome((home) =>
    withWindow(home, [], async (page) => {
      const ask = (command, args) =>
        page.session.runAsync((name, given) => window.__TAURI_INTERNALS__.invoke(name, given), command, args);
      for (const [command, args] of [
        ["plugin:store|load", { path: "/tmp/other.json", options: null }],
        ["plugin:window|set_title", { label: "main", value: "x" }],
        ["plugin:event|emit", { event: "x", payload: null }],
        ["plugin:webview|create_webview_window", { options: { label: "x", url: "https://example.org" } }],
      ]) {
        await assert.rejects(ask(command, args), /not allowed|not found/, command);
      }
      assert.equal(await page.session.run(() => typeof window.__TAURI__), "undefined");
      await page.session.run(() => void (window.location.href = "https://example.org/"));
      assert.match(await page.session.run(() => window.location.href), /^tauri:\/\/localhost/);
    }),
  ));
