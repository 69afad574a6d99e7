import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { makeAccount, signIn, useOffice } from "../support/office";
import { Target } from "../support/target";

const office = useOffice({ hooks: true });
const target = new Target();

test.beforeAll(() => target.listen());
test.afterAll(() => target.close());

async function make(page: Page, name: string): Promise<void> {
  await page.goto(`${office.url}/watches`);
  await page.getByRole("button", { name: "New watch" }).press("Enter");
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(target.url);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

const log = (page: Page) => page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");

async function save(page: Page): Promise<void> {
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toHaveCount(0);
}

test("a watch is made, tried, looked at and paused by keyboard", async ({ page }) => {
  await signIn(page, office);
  await make(page, "Billing");
  await page.getByRole("button", { name: "Send a test" }).press("Enter");
  await expect(log(page).first()).toContainText("Test");
  await expect(log(page).first()).toContainText("Delivered");
  expect(await seriousProblems(page)).toEqual([]);
  await log(page).first().getByRole("button").press("Enter");
  const detail = page.getByRole("dialog");
  await expect(detail).toContainText("X-Cordboard-Event: test");
  await expect(detail).toContainText("thanks");
  expect(await seriousProblems(page)).toEqual([]);
  const before = target.seen.length;
  await detail.getByRole("button", { name: "Send again" }).press("Enter");
  await expect.poll(() => target.seen.length).toBe(before + 1);
  expect(target.seen.at(-1)?.headers["x-cordboard-delivery"]).toBe(target.seen.at(-2)?.headers["x-cordboard-delivery"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Pause" }).press("Enter");
  await expect(page.getByText("Paused")).toBeVisible();
  await page.getByRole("button", { name: "Set going again" }).press("Enter");
  await makeAccount(page, "Corner shop");
  await expect(log(page).first()).toContainText("Corner shop");
});

test("template, headers, credentials and signature are set, and the preview follows what is typed", async ({ page }) => {
  await signIn(page, office);
  await make(page, "Stock");
  await page.getByRole("button", { name: "Add a header" }).press("Enter");
  await page.getByLabel("Name of header 1").fill("X-Tenant");
  await page.getByLabel("Value of header 1").fill("acme");
  await page.getByRole("button", { name: /^How|Not at all/ }).first().press("Enter");
  await page.getByRole("option", { name: "User name and password" }).press("Enter");
  const signInBox = page.getByRole("region", { name: "Signing in to the target" });
  await signInBox.getByLabel("User name", { exact: true }).fill("stock");
  await signInBox.getByRole("textbox", { name: "Password" }).fill("hook secret");
  await page.getByRole("button", { name: /The account as it is/ }).press("Enter");
  await page.getByRole("option", { name: /JSON object/ }).press("Enter");
  const template = page.getByRole("textbox", { name: "Template" });
  await template.fill('{"who": "${$.clientName}", "fixed": 1}');
  const preview = page.getByLabel("Preview", { exact: true }).last();
  await expect(preview).toContainText('"who": "Acme Telecom"');
  await template.fill('{"who": ');
  await expect(page.getByText("This is no whole JSON yet")).toBeVisible();
  await template.fill('{"who": "${$.[}"}');
  await expect(page.getByText(/JSONPath of at most/)).toBeVisible();
  await template.fill('{"who": "${$.clientName}"}');
  await page.getByRole("switch", { name: "Each request is signed" }).press("Space");
  await save(page);
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Send a test" }).press("Enter");
  await expect(log(page).first()).toContainText("Delivered");
  const seen = target.seen.at(-1);
  expect(seen?.body).toBe('{"who":"Acme Telecom"}');
  expect(seen?.headers["x-tenant"]).toBe("acme");
  expect(seen?.headers["authorization"]).toBe(`Basic ${Buffer.from("stock:hook secret").toString("base64")}`);
  expect(seen?.headers["x-cordboard-signature"]).toContain("key=default;alg=hmac-sha256");
  // What is kept is not shown, and stays when something else is saved.
  await page.reload();
  await expect(signInBox.getByRole("textbox", { name: "Password" })).toHaveValue("");
  await page.getByLabel("Name", { exact: true }).fill("Stock room");
  await save(page);
  await expect(page.getByRole("heading", { name: "Stock room", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Send a test" }).press("Enter");
  await expect.poll(() => target.seen.at(-1)?.headers["authorization"]).toContain("Basic");
});

test("a target that refuses is seen, with what it said", async ({ page }) => {
  await signIn(page, office);
  await make(page, "Broken");
  target.status = 500;
  await page.getByRole("button", { name: "Send a test" }).press("Enter");
  await expect(log(page).first()).toContainText("Tried again");
  await log(page).first().getByRole("button").press("Enter");
  await expect(page.getByRole("dialog")).toContainText("go away");
  target.status = 200;
  await page.getByRole("dialog").getByRole("button", { name: "Send again" }).press("Enter");
  await page.keyboard.press("Escape");
  await expect(log(page).first()).toContainText("Delivered");
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Watches", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: /Broken/ })).toHaveCount(0);
});

test("a signature key is made, shown, renewed and deleted by keyboard", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/watches`);
  await page.getByRole("button", { name: "New key" }).press("Enter");
  await page.keyboard.type("orders");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Key orders" });
  const first = await dialog.locator("code").innerText();
  expect(Buffer.from(first, "base64")).toHaveLength(32);
  await dialog.getByRole("button", { name: "Renew" }).press("Enter");
  await expect(dialog.getByText("For a day what is sent is signed with both")).toBeVisible();
  await dialog.getByRole("button", { name: "Renew it now" }).press("Enter");
  await expect(dialog.locator("code")).not.toHaveText(first);
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Delete" }).press("Enter");
  await dialog.getByRole("button", { name: "Delete it for good" }).press("Enter");
  await expect(page.getByRole("button", { name: "Key orders" })).toHaveCount(0);
  await page.getByRole("button", { name: "Key default" }).press("Enter");
  const shared = page.getByRole("dialog", { name: "Key default" });
  await expect(shared.locator("code")).toContainText("•");
  await shared.getByRole("button", { name: "Show" }).press("Enter");
  await expect(shared.locator("code")).toHaveText(/^[0-9a-f]{64}$/);
  await expect(shared.getByRole("button", { name: "Delete" })).toHaveCount(0);
});
