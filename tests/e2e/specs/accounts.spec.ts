import { expect, test } from "../support/test";
import { makeAccount, makePerson, signIn, useOffice } from "../support/office";

const office = useOffice();

test("a deleted account comes back with everything below it", async ({ page }) => {
  await signIn(page, office);
  await makeAccount(page, "Florist");
  const row = page.getByRole("treeitem", { name: "Florist" });
  await row.click();
  await expect(page.getByRole("heading", { name: "Florist", level: 1 })).toBeVisible();
  await page.getByRole("tree").focus();
  await page.keyboard.press("Delete");
  const question = page.getByRole("alertdialog", { name: "Delete Florist?" });
  await expect(question).toContainText("no accounts below");
  // Enter and Escape leave everything as it is.
  for (const key of ["Enter", "Escape"]) {
    await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
    await page.keyboard.press(key);
    await expect(question).toBeHidden();
    await page.getByRole("tree").focus();
    await page.keyboard.press("Delete");
  }
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(row).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await expect(page.getByText("Florist is back.")).toBeVisible();
});

test("an account moves by keyboard: menu, filter, Enter", async ({ page }) => {
  await signIn(page, office);
  await makeAccount(page, "Holding");
  await makeAccount(page, "Subsidiary");
  await page.getByRole("treeitem", { name: "Subsidiary" }).click();
  await expect(page.getByRole("heading", { name: "Subsidiary", level: 1 })).toBeVisible();
  await page.getByRole("tree").focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Move to…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Move Subsidiary" });
  await expect(dialog).toBeVisible();
  await page.keyboard.type("holding");
  await expect(dialog.getByRole("treeitem", { name: "Holding" })).toBeVisible();
  await dialog.getByRole("treeitem", { name: "Holding" }).click();
  await dialog.getByRole("button", { name: "Move under Holding" }).click();
  await expect(page.getByText("Subsidiary is under Holding now.")).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "Subsidiary" })).toHaveAttribute("aria-level", "3");
});

test("what somebody else adds appears by itself", async ({ page }) => {
  await signIn(page, office);
  await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
  await makeAccount(page, "Appears");
  await expect(page.getByRole("treeitem", { name: "Appears" })).toBeVisible();
});

test("a person is found from anywhere in a few keys", async ({ page }) => {
  await signIn(page, office);
  await makePerson(page, { first_name: "Zoë", last_name: "Quickfind", extension_number: "444" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("quickf");
  await expect(page.getByRole("option", { name: /Zoë Quickfind/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Zoë Quickfind", level: 1 })).toBeVisible();
});

test("the question mark shows the shortcuts", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("an account is made with its first administrator, who signs in, by keyboard alone", async ({ page }) => {
  await signIn(page, office);
  await page.getByRole("tree").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new account");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /New account under/ });
  await expect(dialog).toBeVisible();
  await page.keyboard.type("Vineyard");
  await page.keyboard.press("Tab");
  await page.keyboard.type("vineyard.example");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  for (const text of ["Vera", "Vine", "vera", "four short words"]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Vineyard", level: 1 })).toBeVisible();
  const answer = await page.request.post(`${office.url}/console/session`, {
    data: { username: "vera@vineyard.example", password: "four short words" },
  });
  expect(answer.status()).toBe(200);
  expect((await answer.json()).role).toBe("admin");
});

test("the installation's settings are changed, and a wrong value is explained at its field", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/settings`);
  const lifetime = page.getByLabel("Token lifetime");
  await lifetime.fill("soon");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toHaveText(/must be a whole number/);
  await lifetime.fill("7200");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.reload();
  await expect(lifetime).toHaveValue("7200");
});
