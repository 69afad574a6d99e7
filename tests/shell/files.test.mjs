// What comes out of the real window and what sounds in it: an export lies in the downloads folder, a recording plays;
// and the way to a person's rules goes by keyboard alone.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Home, launch } from "./app.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const LIMIT = { timeout: 120_000 };

let home;
let app;
let page;
let downloads;

before(async () => {
  home = new Home();
  downloads = join(home.root, "Downloads");
  mkdirSync(downloads);
  // Where the desktop says that downloads go.
  writeFileSync(join(home.root, "config", "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  app = await launch(home, ["--demo"]);
  page = new Page(app.session);
});

after(async () => {
  await app?.quit();
  home.remove();
});

const top = async () => (await page.api("GET", "/console/session")).body.account.id;
const go = (path) => app.session.run((hash) => void (location.hash = hash), path);

test("an exported list lies in the downloads folder as it was on screen", LIMIT, async () => {
  // The tree stands before the rest of the console does.
  await page.the("tab", words("accounts.people"));
  const account = await top();
  for (const [first_name, extension_number] of [["Übel; \"Ü\"", "7411"], ["Nora", "7412"]]) {
    const made = await page.api("POST", `/console/accounts/${account}/users`, { fields: { first_name, extension_number } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
  await go(`#/accounts/${account}/people`);
  await page.says("7412");
  await page.click("button", words("many.export"), { exact: true });
  const file = await until("the export is written", () => {
    const name = readdirSync(downloads).find((one) => one.endsWith(".csv"));
    const path = name && join(downloads, name);
    return path && existsSync(path) && readFileSync(path, "utf8").includes("\r\n") && path;
  });
  const lines = readFileSync(file, "utf8").trim().split("\r\n");
  assert.equal(lines.length, 3, lines.join("\n"));
  assert.ok(lines[0].includes(words("columns.extension_number")), lines[0]);
  assert.ok(lines.some((line) => line.includes("7411") && line.includes('"Übel; ""Ü"""')), lines.join("\n"));
});

/** A new person, to whom a room can belong. */
async function ownerOf(first_name) {
  const made = await page.api("POST", `/console/accounts/${await top()}/users`, { fields: { first_name, extension_number: "7421" } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body.id;
}

test("a recording of a meeting plays", LIMIT, async () => {
  const account = await top();
  const made = await page.api("POST", `/console/accounts/${account}/meetings`, { owner_id: await ownerOf("Mira"), fields: { subject: "Heard", mode: "audio", timezone: "UTC" } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const say = (command) => page.api("POST", `/console/meetings/${made.body.id}/commands`, { command, participants: [] });
  for (const command of ["start", "start_recording"]) assert.equal((await say(command)).status, 200, command);
  await page.api("POST", `/console/meetings/${made.body.id}/invitations`, { number: "+4930123" });
  await until("somebody is in the room", async () => (await page.api("GET", `/console/meetings/${made.body.id}`)).body.participants.length > 0);
  for (const command of ["stop_recording", "stop"]) assert.equal((await say(command)).status, 200, command);
  await go(`#/accounts/${account}/calls?view=recording`);
  await until("the recording is in the list", () => app.session.run(() => Boolean(document.querySelector("main [role=row][aria-rowindex='2']"))));
  await app.session.run(() => document.querySelector("main [role=row][aria-rowindex='2']").click());
  const heard = await until("the recording is loaded", () =>
    app.session.run(() => {
      const audio = document.querySelector("audio");
      if (!audio || (!audio.error && audio.readyState < 1)) return false;
      return { error: audio.error?.message ?? null, seconds: audio.duration };
    }),
  );
  assert.equal(heard.error, null);
  assert.ok(heard.seconds > 0, `it lasts ${heard.seconds} s`);
});

/** Presses Tab until something with this name has the focus; the name may go on. */
async function tabTo(name) {
  for (let presses = 0; presses < 120; presses += 1) {
    const here = await app.session.run(() => {
      const element = document.activeElement;
      return (element?.getAttribute("aria-label") ?? element?.closest("label")?.textContent ?? element?.textContent ?? "").trim();
    });
    if (here.startsWith(name)) return;
    await page.press("tab");
  }
  throw new Error(`${name} is not reached with Tab`);
}

test("a person's rule is set by keyboard alone", LIMIT, async () => {
  const account = await top();
  const made = await page.api("POST", `/console/accounts/${account}/users`, { fields: { first_name: "Kira", last_name: "Keys", extension_number: "7451" } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await go(`#/users/${made.body.id}/forwarding`);
  const cell = `${words("states.busy")}, ${words("forwarding.non_office_hours")}`;
  await page.the("button", cell);
  await tabTo(cell);
  await page.press("enter");
  await page.the("radio", words("actions.forward_to_voicemail"));
  await tabTo(words("actions.ring"));
  for (let step = 0; step < 2; step += 1) await page.press("down");
  await tabTo(words("common.apply"));
  await page.press("enter");
  await tabTo(words("edit.save"));
  await page.press("enter");
  await page.gone("button", words("edit.save"), { exact: true });
  const rules = await page.api("GET", `/console/users/${made.body.id}/forwarding`);
  assert.equal(rules.body.forwarding.busy.non_office_hours.action, "forward_to_voicemail");
});
