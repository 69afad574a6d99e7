import { expect, test } from "../support/test";
import { useDesk } from "../support/desk";
import { ADMIN, useOffice } from "../support/office";

const office = useOffice({ accounts: 5, users: 10 });
const desk = useDesk();

test("without a keychain a passphrase keeps the sign-in, and opens it after a start", async ({ page }) => {
  const status = page.getByRole("contentinfo");
  await page.goto(`${desk.url}/connect`);
  await expect(page.getByRole("group", { name: "This computer has no keychain" })).toBeVisible();
  await page.getByLabel("Address of the server").fill(office.url);
  await page.getByLabel("User name").fill(ADMIN.username);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByLabel("Passphrase (optional)").fill("short");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("use at least 8 characters", { exact: true })).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByLabel("Passphrase (optional)").fill("open sesame");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(status.getByText("Synced")).toBeVisible();
  await page.goto(`${desk.url}/copy`);
  await expect(page.getByText("The sign-in is sealed with your passphrase")).toBeVisible();

  await desk.restart();
  await page.goto(`${desk.url}/copy`);
  await expect(status.getByText("Saved here · locked")).toBeVisible();
  await page.getByLabel("Passphrase").fill("open simsim");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("This is not the passphrase.")).toBeVisible();
  await page.getByLabel("Passphrase").fill("open sesame");
  await page.keyboard.press("Enter");
  await expect(status.getByText("Synced")).toBeVisible();
  await expect(page.getByLabel("Passphrase")).toBeHidden();
});
