import { expect, test } from "../support/test";
import { ADMIN, signIn, useOffice } from "../support/office";

const office = useOffice();

test("a wrong password is said in words, and the name stays", async ({ page }) => {
  await page.goto(office.url);
  await page.getByLabel("User name").fill(ADMIN.username);
  await page.getByLabel("Password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("The user name or the password is wrong");
  await expect(page.getByLabel("User name")).toHaveValue(ADMIN.username);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Acme Telecom", level: 1 })).toBeVisible();
});

test("the feed connects, and signing out leads back to the door", async ({ page }) => {
  await signIn(page, office);
  await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
  await page.getByRole("button", { name: /Your menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cordboard" })).toBeVisible();
  await page.goto(office.url);
  await expect(page.getByRole("heading", { name: "Sign in to Cordboard" })).toBeVisible();
});
