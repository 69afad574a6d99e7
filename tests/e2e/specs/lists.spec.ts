import { expect, test, type Page } from "../support/test";
import { ADMIN, call, furnish, makeAccount, signIn, useOffice } from "../support/office";

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
  await page.getByRole("row", { name: /^Administrator/ }).click();
  await expect(page.getByRole("complementary", { name: "Administrator" })).toBeVisible();
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

test("what can be chosen is said in words, and a field is found by them", async ({ page }) => {
  await visit(page, "phones");
  await page.getByRole("grid").focus();
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Desk 1" });
  await pane.getByRole("radio", { name: "All fields" }).press("Space");
  await pane.getByRole("textbox", { name: "Find a field" }).fill("transfer after asking");
  await pane.locator("summary", { hasText: /^File/ }).click();
  await pane.getByRole("button", { name: /Transfer/ }).press("Enter");
  await page.getByRole("option", { name: "Transfer after asking" }).press("Enter");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await expect(pane.getByRole("button", { name: /Transfer/ })).toContainText("Transfer after asking");
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

test("a holiday is added on its day of the year by keyboard, found in the list, and given back when it was deleted", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/holidays`);
  await page.getByRole("button", { name: "Calendar" }).press("Enter");
  const year = page.getByRole("application", { name: /no holiday/ });
  await year.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New holiday" })).toBeVisible();
  await page.keyboard.type("Bridge day");
  await page.getByRole("button", { name: "Add holiday" }).press("Enter");
  const bridge = page.getByRole("application", { name: /Bridge day/ });
  await expect(bridge).toBeVisible();
  await bridge.press("Enter");
  await expect(page.getByRole("complementary", { name: "Bridge day" }).getByRole("textbox", { name: "Name" })).toHaveValue("Bridge day");
  await call(page, "POST", `/console/accounts/${account}/holidays`, { name: "Christmas", from_date: "2030-12-25", to_date: "2030-12-26", every_year: true });
  const grid = page.getByRole("grid", { name: /Holidays of/ });
  await expect(page.getByRole("status").filter({ hasText: /^2 holidays/ })).toBeVisible();
  await expect(grid.getByRole("row").nth(1)).toContainText("Bridge day");
  await grid.focus();
  await page.keyboard.type("christ");
  await expect(page.getByRole("status").filter({ hasText: "1 of 2" })).toBeVisible();
  await expect(page).toHaveURL(/q=christ/);
  await grid.focus();
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Christmas" });
  await expect(pane.getByText("The whole account")).toBeVisible();
  await pane.getByRole("button", { name: "Delete Christmas" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "0 of 1" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(grid.getByRole("row").nth(1)).toContainText("Christmas");
});

test("a holiday is changed beside its list by keyboard, which is taken back, and what somebody else changed meanwhile is asked", async ({ page }) => {
  await signIn(page, office);
  const { id } = await makeAccount(page, "Trade fair");
  const made = await call<{ id: string }>(page, "POST", `/console/accounts/${id}/holidays`, { name: "Fair", from_date: "2031-05-02", to_date: "2031-05-02" });
  const stored = async () => (await call<{ rows: { fields: object }[] }>(page, "GET", `/console/accounts/${id}/holidays`)).rows[0]?.fields;
  await page.goto(`${office.url}/accounts/${id}/holidays`);
  const grid = page.getByRole("grid", { name: /Holidays of/ });
  await expect(grid.getByRole("row").nth(1)).toContainText("Fair");
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Fair" });
  const name = pane.getByRole("textbox", { name: "Name" });
  await name.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Great Fair");
  // The last day goes with the first.
  await pane.getByRole("spinbutton", { name: /^day, First day/ }).focus();
  await page.keyboard.press("ArrowUp");
  await pane.getByRole("switch", { name: "Not whole days" }).press("Space");
  await pane.getByRole("spinbutton", { name: /^hour, Begins/ }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+s");
  const unsaved = page.getByRole("region", { name: "Unsaved changes" });
  await expect(unsaved).toBeHidden();
  await expect(grid.getByRole("row").nth(1)).toContainText("Great Fair");
  expect(await stored()).toMatchObject({ name: "Great Fair", from_date: "2031-05-03", to_date: "2031-05-03", from_time: "13:00", to_time: "24:00" });
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(pane).toBeVisible();
  await expect(name).toHaveValue("Fair");
  expect(await stored()).toEqual({ name: "Fair", from_date: "2031-05-02", to_date: "2031-05-02", every_year: false });

  await name.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("My fair");
  await call(page, "PATCH", `/console/holidays/${made.id}`, { changes: [{ path: "/name", from: "Fair", to: "Their fair" }] });
  await expect(page.getByRole("button", { name: "Theirs: Their fair" })).toBeVisible();
  await page.getByRole("button", { name: "Mine: My fair" }).press("Enter");
  await page.keyboard.press("Control+s");
  await expect(unsaved).toBeHidden();
  await expect(grid.getByRole("row").nth(1)).toContainText("My fair");
});

test("a new holiday may be a part of its day, and a single day stays one wherever it is moved", async ({ page }) => {
  await signIn(page, office);
  const { id } = await makeAccount(page, "Half days");
  await page.goto(`${office.url}/accounts/${id}/holidays`);
  await page.getByRole("button", { name: "New holiday" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New holiday" });
  await expect(dialog).toBeVisible();
  await page.keyboard.type("Staff outing");
  await dialog.getByRole("spinbutton", { name: /^year, First day/ }).focus();
  await page.keyboard.press("ArrowDown");
  await dialog.getByRole("switch", { name: "Not whole days" }).press("Space");
  await dialog.getByRole("spinbutton", { name: /^hour, Begins/ }).focus();
  await page.keyboard.press("ArrowDown");
  await dialog.getByRole("button", { name: "Add holiday" }).press("Enter");
  await expect(page.getByRole("row", { name: /Staff outing/ })).toBeVisible();
  const { rows } = await call<{ rows: { fields: { from_date: string; to_date: string } }[] }>(page, "GET", `/console/accounts/${id}/holidays`);
  expect(rows[0]?.fields).toMatchObject({ name: "Staff outing", every_year: false, from_time: "11:00", to_time: "24:00" });
  expect(rows[0]?.fields.to_date).toBe(rows[0]?.fields.from_date);
});

test("a person changes a holiday of his own, and only reads those of the account", async ({ page, browser }) => {
  await signIn(page, office);
  const { id } = await makeAccount(page, "Own days");
  const person = await call<{ id: string }>(page, "POST", `/console/accounts/${id}/users`, { fields: { username: "olga", first_name: "Olga" }, password: ADMIN.password });
  await call(page, "POST", `/console/accounts/${id}/holidays`, { name: "Own leave", from_date: "2031-05-02", to_date: "2031-05-02", user_id: person.id });
  await call(page, "POST", `/console/accounts/${id}/holidays`, { name: "May Day", from_date: "2031-05-01", to_date: "2031-05-01" });
  const { realm } = (await call<{ fields: { realm: string } }>(page, "GET", `/console/accounts/${id}`)).fields;
  const hers = await (await browser.newContext()).newPage();
  await hers.request.post(`${office.url}/console/session`, { data: { username: `olga@${realm}`, password: ADMIN.password } });
  await hers.goto(`${office.url}/accounts/${id}/holidays`);
  await hers.getByRole("row", { name: /May Day/ }).click();
  const account = hers.getByRole("complementary", { name: "May Day" });
  await expect(account.getByRole("textbox", { name: "Name" })).not.toBeEditable();
  await expect(account.getByRole("button", { name: "Delete May Day" })).toBeHidden();
  await hers.getByRole("row", { name: /Own leave/ }).click();
  const own = hers.getByRole("complementary", { name: "Own leave" });
  await own.getByRole("textbox", { name: "Name" }).fill("Parental leave");
  await hers.keyboard.press("Control+s");
  await expect(hers.getByRole("complementary", { name: "Parental leave" }).getByRole("button", { name: "Delete Parental leave" })).toBeVisible();
  await expect(hers.getByRole("row", { name: /Parental leave/ })).toBeVisible();
  await hers.context().close();
});

test("roles are found by what the language calls them, narrowed to those of the account, and opened beside their list", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/roles`);
  const grid = page.getByRole("grid", { name: /Roles of/ });
  await grid.focus();
  await page.keyboard.type("front");
  await expect(page.getByRole("status").filter({ hasText: /^1 of \d+/ })).toBeVisible();
  await grid.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "Front desk" }).getByRole("switch", { name: "Manage roles" })).toBeVisible();
  await page.goto(`${office.url}/accounts/${account}/roles?only=origin:own&sort=-rights`);
  await expect(grid.getByRole("row").nth(1)).toContainText("Front desk");
  await expect(page.getByRole("status").filter({ hasText: /^1 of \d+/ })).toBeVisible();
});

test("what was done is narrowed to people, read beside its list and exported, by keyboard", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/activity`);
  const grid = page.getByRole("grid", { name: /Activity of/ });
  await expect(page.getByRole("status").filter({ hasText: /^\d+ changes/ })).toBeVisible();
  await page.getByRole("button", { name: /Kind: any/ }).press("Enter");
  await page.getByRole("option", { name: "Person", exact: true }).press("Enter");
  await expect(page).toHaveURL(/only=kind%3Auser|only=kind:user/);
  await expect(page.getByRole("status").filter({ hasText: / of / })).toBeVisible();
  await grid.focus();
  await page.keyboard.type("roux");
  await expect(grid.getByRole("row").nth(1)).toContainText("Émile Roux");
  await grid.focus();
  await page.keyboard.press("Enter");
  const deed = page.getByRole("complementary", { name: "Émile Roux" });
  await expect(deed).toContainText("was created");
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).press("Enter");
  expect((await file).suggestedFilename()).toBe("Activity.csv");
  await deed.getByRole("button", { name: "Open Émile Roux" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Émile Roux", level: 1 })).toBeVisible();
});
