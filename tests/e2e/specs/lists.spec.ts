import { expect, test, type Page } from "@playwright/test";
import { call, furnish, signIn, useOffice } from "../support/office";

const office = useOffice();
let account = "";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  account = (await furnish(page)).account;
  await page.close();
});

const visit = async (page: Page, tab: string) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/${tab}`);
  await expect(page.getByRole("grid")).toBeVisible();
};

test("a list is searched, sorted and read with the keyboard, and its address says so", async ({ page }) => {
  await visit(page, "people");
  const grid = page.getByRole("grid", { name: /People of/ });
  await expect(page.getByRole("status").filter({ hasText: "6 people" })).toBeVisible();
  await grid.focus();
  await page.keyboard.type("work");
  await expect(page.getByRole("searchbox", { name: "Search in this list" })).toHaveValue("work");
  await expect(page.getByRole("status").filter({ hasText: "3 of 6 people" })).toBeVisible();
  await expect(page).toHaveURL(/q=work/);
  await grid.focus();
  // Above the first row are the heads: sideways to the extension, twice for the other way round.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  const extension = page.getByRole("columnheader", { name: "Extension" });
  await page.keyboard.press("Enter");
  await expect(extension).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("Enter");
  await expect(extension).toHaveAttribute("aria-sort", "descending");
  await expect(grid.getByRole("row").nth(1)).toContainText("Émile Roux");
  await page.reload();
  await expect(grid.getByRole("row").nth(1)).toContainText("Émile Roux");
  await grid.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Émile Roux", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(grid.getByRole("row").nth(1)).toContainText("Émile Roux");
});

test("columns are chosen and kept in the address", async ({ page }) => {
  await visit(page, "people");
  await page.getByRole("button", { name: "Columns" }).press("Enter");
  await page.getByRole("switch", { name: "E-mail" }).press("Space");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toBeVisible();
});

test("a phone is added, given to somebody, changed, deleted and brought back by keyboard", async ({ page }) => {
  await visit(page, "phones");
  await page.getByRole("button", { name: "New phone" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New phone" });
  await expect(dialog).toBeVisible();
  await page.keyboard.type("Kitchen");
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("dilek");
  await expect(page.getByRole("option", { name: /Dilek/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Create" }).press("Enter");
  const pane = page.getByRole("complementary", { name: "Kitchen" });
  await expect(pane).toBeVisible();
  await expect(pane.getByRole("combobox", { name: "Person" })).toHaveValue("Dilek Şahin");
  await expect(pane.getByRole("textbox", { name: "SIP user name" })).not.toHaveValue("");
  await pane.getByRole("textbox", { name: "Name", exact: true }).fill("Kitchen wall");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("row", { name: /Kitchen wall/ })).toContainText("Dilek Şahin");
  await page.getByRole("button", { name: "Delete Kitchen wall" }).press("Enter");
  await expect(page.getByRole("row", { name: /Kitchen wall/ })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByRole("row", { name: /Kitchen wall/ })).toBeVisible();
});

test("a ring group gets another member and another order", async ({ page }) => {
  await visit(page, "teams");
  await page.getByRole("grid").focus();
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Workshop" });
  const members = pane.getByRole("list", { name: "Members" }).getByRole("listitem");
  await expect(members).toHaveCount(3);
  await pane.getByRole("button", { name: "Move Bert Okafor up" }).press("Enter");
  await expect(members.first()).toContainText("Bert Okafor");
  await pane.getByRole("combobox", { name: "Add a person" }).fill("roux");
  await expect(page.getByRole("option", { name: /Roux/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(members).toHaveCount(4);
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await expect(page.getByRole("row", { name: /Workshop/ })).toContainText("4");
});

test("a role is edited flag by flag, and what it lets people see follows", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/roles?open=Front+desk`);
  const flag = page.getByRole("switch", { name: "Manage roles" });
  await expect(flag).not.toBeChecked();
  const seen = page.getByRole("region", { name: /gets to see/ });
  await expect(seen.getByText("Roles").locator("..")).toContainText("does not see");
  await flag.press("Space");
  await expect(seen.getByText("Roles").locator("..")).toContainText("changes");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  const roles = await call<{ rows: { name: string; permissions: { user_management: { roles: boolean } } }[] }>(page, "GET", `/console/accounts/${account}/roles`);
  expect(roles.rows.find((role) => role.name === "Front desk")?.permissions.user_management.roles).toBe(true);
  await page.getByRole("button", { name: "Administrator", exact: true }).press("Enter");
  await expect(page.getByRole("switch", { name: "Manage roles" })).toBeDisabled();
});

test("what is typed before a dialog is there is typed into it", async ({ page }) => {
  await signIn(page, office);
  await page.reload();
  let release: () => void = () => undefined;
  const typed = new Promise<void>((resolve) => (release = resolve));
  // The dialog's part comes after everything has been typed.
  await page.route(/NewPerson|AccountDialogs/, async (route) => {
    await typed;
    await route.continue();
  });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Alt+p");
  await page.keyboard.type("Quick");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Fingers");
  release();
  const dialog = page.getByRole("dialog", { name: /New person/ });
  await expect(dialog.getByLabel("First name")).toHaveValue("Quick");
  await expect(dialog.getByLabel("Last name")).toHaveValue("Fingers");
});

test("a field that no page was made for is found, changed and kept", async ({ page }) => {
  await visit(page, "phones");
  await page.getByRole("grid").focus();
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Desk 1" });
  await pane.getByRole("radio", { name: "All fields" }).press("Space");
  await pane.getByRole("textbox", { name: "Find a field" }).fill("not in queues");
  await pane.getByRole("button", { name: /Not in queues/ }).press("Enter");
  await page.getByRole("option", { name: "yes" }).press("Enter");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.reload();
  await pane.getByRole("radio", { name: "All fields" }).press("Space");
  await expect(pane.getByRole("button", { name: /Not in queues/ })).toContainText("yes");
});

test("a week is shown at a glance, and a stretch of it answers why", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/people`);
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Who rings?" }).click();
  await page.getByRole("button", { name: "Show the whole week" }).press("Enter");
  const map = page.getByRole("application", { name: /Monday 09:00/ });
  await map.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("application", { name: /Tuesday 09:00: Anna Grün rings/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "Answer" })).toContainText("Anna Grün");
  await expect(page.getByRole("application", { name: /Tuesday 09:00/ })).toBeVisible();
});

test("a person gets another role, which acts at once and is taken back", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/people?q=chen`);
  await page.getByRole("row", { name: /Chen Li/ }).click();
  await page.getByRole("tab", { name: "Profile" }).click();
  const role = page.getByRole("button", { name: /Role/ });
  await expect(role).toContainText("Person");
  await role.press("Enter");
  await page.getByRole("option", { name: "Front desk" }).press("Enter");
  await expect(page.getByText("Chen Li has the role Front desk now.")).toBeVisible();
  await expect(role).toContainText("Front desk");
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(role).toContainText("Person");
});

test("a holiday is added on its day of the year by keyboard", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/hours`);
  const year = page.getByRole("application", { name: /no holiday/ });
  await year.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New holiday" })).toBeVisible();
  await page.keyboard.type("Bridge day");
  await page.getByRole("button", { name: "Add holiday" }).press("Enter");
  await expect(page.getByRole("application", { name: /Bridge day/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Holidays" })).toContainText("Bridge day");
});
