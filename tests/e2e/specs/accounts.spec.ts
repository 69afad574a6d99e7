import { expect, test } from "@playwright/test";
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
