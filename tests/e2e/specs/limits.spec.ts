/** The limits of an account: set from above, read by its own administrators, and clear about what to do when one is reached. */
import { expect, test } from "../support/test";
import { call, makeAccount, signIn, useOffice } from "../support/office";
import { tabTo } from "../support/keyboard";
import { seriousProblems } from "../support/axe";

const office = useOffice();
const PASSWORD = "four other words";

test("limits are set by keyboard, show what is used, and a person too many keeps what was typed", async ({ page }) => {
  await signIn(page, office);
  const { id } = await makeAccount(page, "Florist");
  await page.goto(`${office.url}/accounts/${id}/overview`);
  const people = page.getByRole("group", { name: "People" });
  await expect(people).toContainText("0, any number");
  await tabTo(page, people.getByRole("textbox", { name: "At most" }));
  await page.keyboard.type("many");
  await tabTo(page, page.getByRole("button", { name: "Save" }));
  await page.keyboard.press("Enter");
  await expect(people.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  await people.getByRole("textbox").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1");
  await tabTo(page, page.getByRole("button", { name: "Save" }));
  await page.keyboard.press("Enter");
  await expect(people.getByRole("meter", { name: "People" })).toHaveAttribute("aria-valuetext", "0 of 1");
  expect(await seriousProblems(page)).toEqual([]);

  await page.goto(`${office.url}/accounts/${id}/people`);
  const newPerson = async (first: string) => {
    await tabTo(page, page.getByRole("button", { name: "New person" }).first());
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "New person in Florist" })).toBeVisible();
    await page.keyboard.type(first);
    await page.keyboard.press("Enter");
  };
  await newPerson("Rosa");
  await expect(page.getByRole("heading", { name: "Rosa", level: 1 })).toBeVisible();
  await page.goto(`${office.url}/accounts/${id}/people`);
  await newPerson("Lilly");
  const dialog = page.getByRole("dialog", { name: "New person in Florist" });
  await expect(dialog).toContainText("There is no room for more in this account: People, 1 of 1.");
  await expect(dialog).toContainText("limit raised by whoever manages the account from above");
  await expect(dialog.getByLabel("First name")).toHaveValue("Lilly");
  // Somebody raises the limit, and what was typed is sent again.
  await call(page, "PATCH", `/console/accounts/${id}`, { changes: [{ path: "/limits/users", from: 1, to: 2 }] });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Lilly", level: 1 })).toBeVisible();
  await page.goto(`${office.url}/accounts/${id}/overview`);
  await expect(people.getByRole("meter")).toHaveAttribute("aria-valuetext", "2 of 2, full");
  await expect(people).toContainText("2 of 2, full");
});

test("the trial of a list says which lines find no room, also beyond its first part", async ({ page }) => {
  await signIn(page, office);
  const { id } = await makeAccount(page, "Gardener");
  await call(page, "PATCH", `/console/accounts/${id}`, { changes: [{ path: "/limits/users", to: 61 }] });
  await call(page, "POST", `/console/accounts/${id}/users`, { fields: { first_name: "Rosa" } });
  await page.goto(`${office.url}/accounts/${id}/people`);
  await page.getByRole("button", { name: "Import" }).first().press("Enter");
  const dialog = page.getByRole("dialog", { name: /Import people/ });
  // One is there already, and two of the list find no room.
  const lines = Array.from({ length: 62 }, (_, number) => `Name${number}`);
  await dialog.getByLabel("Paste a table").fill(["Vorname", ...lines].join("\n"));
  await dialog.getByRole("button", { name: "Try 62 lines" }).press("Enter");
  await expect(dialog.getByText("60 people can be added. 2 lines cannot.")).toBeVisible();
  await expect(dialog.getByRole("list", { name: "What would happen" }).getByRole("listitem").last()).toContainText("People, 61 of 61");
});

test("an account's own administrator reads its limits and who sets them", async ({ page, browser }) => {
  await signIn(page, office);
  const { id } = await makeAccount(page, "Bookshop");
  await call(page, "PATCH", `/console/accounts/${id}`, { changes: [{ path: "/limits/phones", to: 3 }, { path: "/realm", from: "bookshop.acme.example", to: "books.example" }] });
  await call(page, "POST", `/console/accounts/${id}/users`, { fields: { username: "ada", first_name: "Ada", role: "admin" }, password: PASSWORD });
  // At the top nobody is above, and there is nothing to say.
  await expect(page.getByRole("heading", { name: "Limits" })).toHaveCount(0);
  const own = await (await browser.newContext()).newPage();
  await own.goto(office.url);
  await own.getByLabel("User name").fill("ada@books.example");
  await own.getByLabel("Password").fill(PASSWORD);
  await own.getByRole("button", { name: "Sign in" }).click();
  await own.getByRole("heading", { name: "Bookshop", level: 1 }).waitFor();
  const limits = own.getByRole("region", { name: "Limits" });
  await expect(limits).toContainText("Whoever manages this account from above sets its limits.");
  await expect(limits.getByRole("meter", { name: "Phones" })).toHaveAttribute("aria-valuetext", "0 of 3");
  await expect(limits.getByRole("textbox")).toHaveCount(0);
  await own.context().close();
});
