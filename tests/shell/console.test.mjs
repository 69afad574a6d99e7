// The main job in the real window, from the first start to the answer: set up an office, add an account and a person,
// say what happens to calls, close the program, open it again, find everything, and ask who rings.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Home, launch } from "./app.mjs";
import { Page } from "./page.mjs";
import { until } from "./webdriver.mjs";
import { words } from "./words.mjs";

const LIMIT = { timeout: 120_000 };
const OFFICE = "Acme Telecom";
const BRANCH = "Bakery Blum";
const PERSON = { first: "Anna", last: "Berg", extension: "201" };
const NAME = `${PERSON.first} ${PERSON.last}`;

let home;
let app;
let page;

async function open(args = []) {
  app = await launch(home, args);
  page = new Page(app.session);
}

before(() => {
  home = new Home();
});

after(async () => {
  await app?.quit();
  home.remove();
});

/** Goes to a person by way of the tree, as somebody would who looks for her. */
async function openPerson() {
  await page.click("button", words("tree.expandAll"));
  await page.click("treeitem", BRANCH);
  await page.click("tab", words("accounts.people"));
  await page.click("any", NAME, { exact: true });
  await page.the("heading", NAME);
}

test("the first start asks for the office and opens it", LIMIT, async () => {
  await open();
  await page.the("heading", words("firstRun.title"));
  await page.fill(words("firstRun.organisation"), OFFICE);
  await page.click("button", words("firstRun.begin"));
  await page.the("treeitem", OFFICE);
});

test("an account is added below it", LIMIT, async () => {
  await page.click("button", words("accounts.new"));
  // The page behind the dialog has a field "Name", too.
  const within = await page.the("dialog", words("accounts.newIn", { name: OFFICE }));
  await page.fill(words("fields.name"), BRANCH, { within });
  await page.click("button", words("accounts.create"));
  await page.the("treeitem", BRANCH);
  await page.the("heading", BRANCH);
});

test("a person is added to it", LIMIT, async () => {
  await page.click("button", words("users.new"));
  const within = await page.the("dialog", words("users.newIn", { name: BRANCH }));
  await page.fill(words("fields.first_name"), PERSON.first, { within });
  await page.fill(words("fields.last_name"), PERSON.last, { within });
  await page.fill(words("fields.extension_number"), PERSON.extension, { within });
  await page.click("button", words("users.create"));
  await page.the("heading", NAME);
});

test("calls to her while she is busy outside office hours go to voicemail", LIMIT, async () => {
  await page.click("tab", words("forwarding.title"));
  const cell = `${words("states.busy")}, ${words("forwarding.non_office_hours")}`;
  await page.click("button", cell);
  await page.click("radio", words("actions.forward_to_voicemail"));
  await page.click("button", words("common.apply"));
  await page.click("button", words("edit.save"), { exact: true });
  await page.gone("button", words("edit.save"), { exact: true });
  await page.the("button", `${cell}: ${words("actions.forward_to_voicemail")}`);
});

test("all of it is there after the program was closed and opened again", LIMIT, async () => {
  await app.quit();
  await open();
  await openPerson();
  await page.click("tab", words("forwarding.title"));
  const cell = `${words("states.busy")}, ${words("forwarding.non_office_hours")}`;
  const found = await page.the("button", `${cell}: ${words("actions.forward_to_voicemail")}`);
  assert.ok(!(await page.nameOf(found)).includes(words("forwarding.default")), "it is her own rule, not the default");
});

test("who rings on Sunday while she is busy: her voicemail", LIMIT, async () => {
  await page.click("tab", words("whoRings.title"));
  await page.fill(words("whoRings.caller"), "+49 30 123456");
  await page.choose(words("whoRings.state"), words("states.busy"));
  await page.click("button", words("whoRings.sunday"));
  await page.says(words("whoRings.final_voicemail", { target: NAME }));
  await page.says(words("whoRings.hours_non_office"));
});

test("a change made elsewhere shows without a reload", LIMIT, async () => {
  const session = await page.api("GET", "/console/session");
  const created = await page.api("POST", "/console/accounts", {
    parent_id: session.body.account.id,
    fields: { name: "Carpentry Cole" },
  });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  await page.the("treeitem", "Carpentry Cole");
});

test("the keys that the menu presses open what they say", LIMIT, async () => {
  await page.session.run(() => dispatchEvent(new KeyboardEvent("keydown", { key: "a", altKey: true })));
  await page.the("dialog", words("accounts.newIn", { name: OFFICE }));
  await page.click("button", words("common.cancel"));
  await page.gone("dialog", words("accounts.newIn", { name: OFFICE }));
});

test("nothing of the page is blocked by the window's content policy", LIMIT, async () => {
  const blocked = await page.session.run(() => {
    const styles = [...document.querySelectorAll("style")].filter((style) => !style.sheet);
    const failed = performance.getEntriesByType("resource").filter((entry) => entry.responseStatus >= 400);
    return [...styles.map((style) => style.outerHTML), ...failed.map((entry) => entry.name)];
  });
  assert.deepEqual(blocked, []);
});

test("what the first screen asks was answered before it asked, and is asked anew after a reload", LIMIT, async () => {
  const left = () => app.session.run(() => window.cordboardAhead?.answers.map((one) => one.path));
  await app.quit();
  await open();
  await page.the("treeitem", OFFICE);
  assert.deepEqual(await left(), [], "the shell's answers fit the page's questions");
  const given = await app.session.run(() => window.cordboardAhead.settings !== undefined);
  assert.ok(given, "and it knows the settings");
  await app.session.run(() => location.reload());
  // The old page may still be the one that is asked.
  await until("nothing is left of the answers", async () => (await left())?.length === 0 && (await app.session.run(() => performance.getEntriesByType("navigation")[0].type === "reload")));
  await page.the("treeitem", OFFICE);
});
