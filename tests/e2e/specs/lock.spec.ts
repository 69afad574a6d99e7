/** The lock screen: what is behind it stays as it was, and nothing leads around it. */
import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { ADMIN, call, signIn, useOffice } from "../support/office";

const office = useOffice();

const lockScreen = (page: Page) => page.getByRole("dialog", { name: "The screen is locked" });

/** The names and values in the browser's own accessibility tree. */
async function toldToScreenReaders(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.filter((node) => !node.ignored).map((node) => `${String(node.name?.value ?? "")} ${String(node.value?.value ?? "")}`).join("\n");
}

async function unlock(page: Page, password: string = ADMIN.password): Promise<void> {
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

test("a locked screen shows nothing of the office, and what was typed in a dialog is there again afterwards", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("Alt+p");
  const dialog = page.getByRole("dialog", { name: "New person in Acme Telecom" });
  await dialog.getByLabel("First name").fill("Half a na");
  await page.keyboard.press("Alt+l");
  await expect(lockScreen(page)).toBeVisible();
  await expect(lockScreen(page).getByLabel("Password")).toBeFocused();
  await expect(page).toHaveTitle("Cordboard");
  // What is drawn and what a screen reader is told: the lock, and nothing of what was open.
  const told = await toldToScreenReaders(page);
  expect(told).toContain("The screen is locked");
  expect(told).not.toContain("Acme");
  expect(told).not.toContain("Half a na");
  const covered = await page.evaluate(() => [[10, 10], [600, 60], [400, 700], [1270, 790]].every(([x, y]) => document.elementFromPoint(x!, y!)?.closest("#lock")));
  expect(covered).toBe(true);
  expect(await seriousProblems(page)).toEqual([]);
  await unlock(page, "not the password");
  await expect(page.getByRole("alert")).toContainText("This is not the password");
  await unlock(page);
  await expect(lockScreen(page)).toBeHidden();
  await expect(dialog.getByLabel("First name")).toHaveValue("Half a na");
  await expect(dialog.getByLabel("First name")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type("me");
  await expect(dialog.getByLabel("First name")).toHaveValue("Half a name");
});

test("no key, reload, link, way back or further window leads around the lock", async ({ page, context }) => {
  await signIn(page, office);
  const { account } = await call<{ account: { id: string } }>(page, "GET", "/console/session");
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  const other = await context.newPage();
  await other.goto(office.url);
  await other.getByRole("heading", { name: "Acme Telecom", level: 1 }).waitFor();

  await page.getByRole("button", { name: /Your menu/ }).click();
  await page.getByRole("menuitem", { name: "Lock the screen" }).click();
  await expect(lockScreen(page)).toBeVisible();
  await expect(lockScreen(other)).toBeVisible();

  for (const key of ["Escape", "Escape", "Control+k", "Alt+p", "Alt+a", "?", "Tab", "Tab", "Tab", "Alt+ArrowLeft"]) {
    await page.keyboard.press(key);
    await expect(lockScreen(page)).toBeVisible();
    expect(await page.getByRole("dialog").count()).toBe(1);
  }
  // As the menu of the window presses its keys.
  await page.evaluate(() => dispatchEvent(new KeyboardEvent("keydown", { key: "p", altKey: true })));
  expect(await page.getByRole("dialog").count()).toBe(1);
  await page.goto(`${office.url}/accounts/${account.id}/people`);
  await expect(lockScreen(page)).toBeVisible();
  await page.reload();
  await expect(lockScreen(page)).toBeVisible();
  await expect(page.getByText("Acme Telecom")).toHaveCount(0);
  // Neither does the session's own cookie.
  const refused = await page.request.get(`${office.url}/console/accounts/${account.id}`);
  expect(refused.status()).toBe(423);
  expect(await refused.text()).not.toContain("Acme");

  await expect(page.getByLabel("Password")).toBeFocused();
  await unlock(page);
  await expect(page.getByRole("tab", { name: "People", selected: true })).toBeVisible();
  await expect(lockScreen(other)).toBeHidden();
});

test("after the chosen minutes without anybody it locks by itself, and somebody else can sign in", async ({ page }) => {
  await page.clock.install();
  await signIn(page, office);
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("button", { name: /Lock by itself/ }).click();
  await page.getByRole("option", { name: "After 5 minutes without anybody" }).click();
  await page.clock.runFor("04:30");
  await expect(lockScreen(page)).toBeHidden();
  await page.mouse.move(50, 60);
  await page.clock.runFor("04:30");
  await expect(lockScreen(page)).toBeHidden();
  await page.clock.runFor("01:00");
  await expect(lockScreen(page)).toBeVisible();
  await page.getByRole("button", { name: "Somebody else: sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cordboard" })).toBeVisible();
});

test("a browser that is to begin locked does, and only once", async ({ page, context }) => {
  await signIn(page, office);
  await page.getByRole("link", { name: "Settings" }).first().click();
  const begins = page.getByRole("switch", { name: "Begin locked" });
  await begins.press("Space");
  await expect(begins).toBeChecked();
  await page.reload();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  await page.close();
  const next = await context.newPage();
  await next.goto(office.url);
  await expect(lockScreen(next)).toBeVisible();
  await unlock(next);
  await next.getByRole("heading", { name: "Acme Telecom", level: 1 }).waitFor();
  await next.reload();
  await next.getByRole("heading", { name: "Acme Telecom", level: 1 }).waitFor();
});
