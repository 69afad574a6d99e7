import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { ADMIN, call, makePerson, signIn, useOffice } from "../support/office";
import { MailServer } from "../support/mail-server";

const office = useOffice();
const server = new MailServer();

test.beforeAll(() => server.listen());
test.afterAll(() => server.close());

/** Somebody with an address, who has forgotten the password. */
async function forgetful(page: Page, username: string): Promise<void> {
  await makePerson(page, { username, first_name: "Ben", email: `${username}@x.example` });
}

async function ask(page: Page, username: string): Promise<void> {
  await page.goto(`${office.url}/sign-in`);
  await page.getByRole("button", { name: "Forgot your password?" }).press("Enter");
  await page.keyboard.type(username);
  await page.keyboard.press("Enter");
  await expect(page.getByText("If there is such a person")).toBeVisible();
}

const outbox = (page: Page) => page.goto(`${office.url}/settings/outbox`);

test("without a mail server the link is handed over, and sets a new password once", async ({ page, browser }) => {
  await signIn(page, office);
  await forgetful(page, "ben");
  const stranger = await (await browser.newContext()).newPage();
  await ask(stranger, "ben");
  expect(await seriousProblems(stranger)).toEqual([]);
  await outbox(page);
  await expect(page.getByText("There is no mail server")).toBeVisible();
  const letter = page.getByRole("list", { name: "1 letter waits" }).getByRole("listitem");
  await expect(letter).toContainText("ben@x.example");
  await letter.getByRole("button", { name: /^Link/ }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Link for ben@x.example" });
  await expect(dialog.getByText("recovery=")).toHaveCount(0);
  await page.keyboard.press("Enter");
  const link = await dialog.locator("code").innerText();
  expect(await seriousProblems(page)).toEqual([]);

  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "Set a new password" })).toBeVisible();
  await expect(stranger.getByText("For Ben at Acme Telecom")).toBeVisible();
  expect(stranger.url()).not.toContain("recovery=");
  expect(await seriousProblems(stranger)).toEqual([]);
  const set = async (password: string, again: string) => {
    await stranger.getByLabel("New password").fill(password);
    await stranger.getByLabel("Once more").fill(again);
    await stranger.keyboard.press("Enter");
  };
  await set("short", "shirt");
  await expect(stranger.getByText("The two are not the same.")).toBeVisible();
  await set("short", "short");
  await expect(stranger.getByText("use at least 8 characters")).toBeVisible();
  await set("four other words", "four other words");
  await expect(stranger.getByRole("button", { name: /Your menu/ })).toBeVisible();
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  expect(await seriousProblems(stranger)).toEqual([]);
  await stranger.keyboard.press("Enter");
  await expect(stranger.getByRole("heading", { name: "Sign in to Cordboard" })).toBeVisible();
});

test("a mail server is named and tried by keyboard, and what waited leaves", async ({ page, browser }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/settings`);
  await page.getByRole("switch", { name: /Through a mail server/ }).press("Space");
  await page.getByLabel("Server", { exact: true }).fill("127.0.0.1");
  await page.getByRole("button", { name: /^Encryption|STARTTLS/ }).first().press("Enter");
  await page.getByRole("option", { name: "None" }).press("Enter");
  await expect(page.getByText("cross the network in the clear")).toBeVisible();
  await page.getByLabel("Port").fill(String(server.port));
  await page.getByLabel("Sender").fill("Acme <pbx@acme.example>");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toHaveCount(0);
  await page.getByRole("button", { name: "Send a test letter" }).press("Enter");
  await page.keyboard.type("me@acme.example");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The mail server has taken the letter.")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await expect.poll(() => server.letters.some((letter) => letter.includes("To: me@acme.example"))).toBe(true);

  await forgetful(page, "eve");
  await ask(await (await browser.newContext()).newPage(), "eve");
  await expect.poll(() => server.links().filter((link) => link.includes("recovery=")).length).toBeGreaterThan(0);
  await outbox(page);
  await expect(page.getByRole("list", { name: /letters? w(as|ere) sent/ })).toContainText("eve@x.example");
});

test("a letter that a mail server does not take is parked, sent again and discarded", async ({ page, browser }) => {
  await signIn(page, office);
  const port = server.port;
  await server.close();
  await forgetful(page, "kim");
  await ask(await (await browser.newContext()).newPage(), "kim");
  await outbox(page);
  const waiting = page.getByRole("list", { name: /waits?$/ });
  await expect(waiting).toContainText("The mail server could not be reached.");
  await server.listen(port);
  await waiting.getByRole("button", { name: /^Send now.*kim@x.example/ }).press("Enter");
  const sent = page.getByRole("list", { name: /w(as|ere) sent$/ });
  await expect(sent).toContainText("kim@x.example");
  await sent.getByRole("button", { name: /^Forget.*kim@x.example/ }).press("Enter");
  await expect(sent.getByText("kim@x.example")).toHaveCount(0);
  expect(await seriousProblems(page)).toEqual([]);
});

test("who may not look after the installation sees neither mail settings nor letters", async ({ page }) => {
  await signIn(page, office);
  const session = await call<{ account: { id: string } }>(page, "GET", "/console/session");
  const child = await call<{ id: string }>(page, "POST", "/console/accounts", { parent_id: session.account.id, fields: { name: "Branch", realm: "branch.example" } });
  await call(page, "POST", `/console/accounts/${child.id}/users`, { fields: { username: "bea", first_name: "Bea", role: "admin" }, password: ADMIN.password });
  await page.context().clearCookies();
  await page.goto(`${office.url}/sign-in`);
  await page.getByLabel("User name").fill("bea@branch.example");
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Branch", level: 1 })).toBeVisible();
  await page.goto(`${office.url}/settings`);
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Mail" })).toHaveCount(0);
  await outbox(page);
  await expect(page.getByText("You may see this but not change it.")).toBeVisible();
});
