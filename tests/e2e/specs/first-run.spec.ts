import { expect, test, type Page } from "../support/test";
import { useOffice } from "../support/office";

const office = useOffice({ installed: false });

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole("textbox", { name, exact: true }).or(page.getByRole("button", { name, exact: true }));
  for (let presses = 0; presses < 20; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${name} is not reached with Tab`);
}

test("an office is set up with the keyboard alone", async ({ page }) => {
  await page.goto(office.setupUrl);
  await expect(page.getByRole("heading", { name: "Welcome to Cordboard" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name of the office" })).toBeFocused();
  await page.keyboard.type("Bäckerei Müller");
  await expect(page.getByRole("textbox", { name: "Realm" })).toHaveAttribute("placeholder", "baeckerei-mueller.example");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Europe/Berlin");
  await tabTo(page, "User name");
  await page.keyboard.type("erika");
  await tabTo(page, "Password");
  await page.keyboard.type("rolls and pretzels");
  await tabTo(page, "Paste a list, one person on each line: name, extension, e-mail. Or leave it empty.");
  await page.keyboard.type("Erna Krume, 201, erna@baeckerei-mueller.example\nKurt Kipfel 202");
  await expect(page.getByRole("status").filter({ hasText: "2 people: Erna Krume 201, Kurt Kipfel 202" })).toBeVisible();
  await tabTo(page, "Set up the office");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Bäckerei Müller", level: 1 })).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "Bäckerei Müller" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Realm" })).toHaveValue("baeckerei-mueller.example");
  await expect(page.getByText("2 people were added.")).toBeVisible();
  await page.getByRole("tab", { name: /People/ }).click();
  await expect(page.getByRole("row", { name: /Erna Krume/ })).toContainText("201");
});

test("a set-up office asks for signing in instead", async ({ page }) => {
  await page.goto(`${office.url}/welcome`);
  await expect(page.getByRole("heading", { name: "Sign in to Cordboard" })).toBeVisible();
});
