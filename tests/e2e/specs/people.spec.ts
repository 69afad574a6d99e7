import { expect, test, type Page } from "../support/test";
import { call, furnish, makePerson, signIn, useOffice } from "../support/office";

const office = useOffice({ phones: true });
let account = "";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  account = (await furnish(page)).account;
  await page.close();
});

/** Opens the person's menu by keyboard and takes one of its entries. */
async function take(page: Page, entry: string): Promise<void> {
  await page.getByRole("button", { name: /^What can be done|^Actions|^Verbs|^More/ }).or(page.locator("main header button[aria-haspopup]")).first().press("Enter");
  await page.getByRole("menuitem", { name: entry }).press("Enter");
}

const RULES = { changes: [{ path: "/forwarding/busy", to: { office_hours: { action: "hang_up" } } }] };

test("a person is made like another one: rules and settings are taken over, names and numbers are not", async ({ page }) => {
  await signIn(page, office);
  const model = await makePerson(page, { first_name: "Mona", last_name: "Muster", extension_number: "410", email: "mona@example.org", department: "Sales" });
  await call(page, "PATCH", `/console/users/${model.id}/forwarding`, RULES);
  await page.goto(`${office.url}/users/${model.id}/profile`);
  await take(page, "New person like this one…");
  await expect(page.getByRole("dialog", { name: "New person like Mona Muster" })).toBeVisible();
  await page.keyboard.type("Nora");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Neu");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nora Neu", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Busy, Office hours: Hang up/ })).toBeVisible();
  await page.getByRole("tab", { name: "Profile" }).click();
  await expect(page.getByRole("textbox", { name: "Department" })).toHaveValue("Sales");
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("");
});

test("call rules are copied to others after a look at every change, and it can be undone", async ({ page }) => {
  await signIn(page, office);
  const model = await makePerson(page, { first_name: "Rita", last_name: "Regel", extension_number: "411" });
  const other = await makePerson(page, { first_name: "Olga", last_name: "Ohne", extension_number: "412" });
  await call(page, "PATCH", `/console/users/${model.id}/forwarding`, RULES);
  await page.goto(`${office.url}/users/${model.id}/forwarding`);
  await take(page, "Copy call rules to others…");
  const dialog = page.getByRole("dialog", { name: /Copy the call rules of Rita/ });
  await dialog.getByRole("combobox", { name: "Add a person" }).fill("olga");
  await expect(page.getByRole("option", { name: /Olga/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "See what would change" }).press("Enter");
  await expect(dialog.getByRole("list", { name: "What would happen" })).toContainText("Hang up");
  await dialog.getByRole("button", { name: "Change 1 person" }).press("Enter");
  await expect(page.getByText("1 person was changed.")).toBeVisible();
  const rules = () => call<{ forwarding: { busy?: { office_hours?: { action: string } } } }>(page, "GET", `/console/users/${other.id}/forwarding`);
  expect((await rules()).forwarding.busy?.office_hours).toEqual({ action: "hang_up" });
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByText("1 person is as before.")).toBeVisible();
  expect((await rules()).forwarding.busy?.office_hours).toBeUndefined();
});

test("a photo is cut to a square by keyboard, is shown, and stands on the business card", async ({ page }) => {
  await signIn(page, office);
  const person = await makePerson(page, { first_name: "Fio", last_name: "Foto", extension_number: "413" });
  await page.goto(`${office.url}/users/${person.id}/profile`);
  const wide = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 200, height: 100 });
    const pen = canvas.getContext("2d");
    if (pen) {
      pen.fillStyle = "#14585c";
      pen.fillRect(0, 0, 200, 100);
    }
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a picture…" }).press("Enter");
  await (await chooser).setFiles({ name: "wide.png", mimeType: "image/png", buffer: Buffer.from(wide, "base64") });
  const dialog = page.getByRole("dialog", { name: "Cut the picture" });
  await dialog.getByLabel("The part that is kept").press("ArrowRight");
  await dialog.getByRole("button", { name: "Use this part" }).press("Enter");
  await expect(dialog).toBeHidden();
  const portrait = page.locator("main img").first();
  await expect(portrait).toBeVisible();
  expect(await portrait.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([320, 320]);
  const saved = page.waitForEvent("download");
  await take(page, "Save business card (vCard)");
  const card = await (await saved).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of card) parts.push(part as Buffer);
  const text = parts.map((part) => part.toString("utf8")).join("");
  expect(text).toContain("BEGIN:VCARD");
  expect(text).toContain("PHOTO");
  await page.getByRole("button", { name: "Remove the photo" }).press("Enter");
  await expect(page.getByText("No photo")).toBeVisible();
});

test("a field that somebody else changes while it is being edited is shown at once, and nothing is lost", async ({ page }) => {
  await signIn(page, office);
  const person = await makePerson(page, { first_name: "Kai", last_name: "Kante", extension_number: "414", department: "Sales" });
  await page.goto(`${office.url}/users/${person.id}/profile`);
  await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
  await page.getByRole("textbox", { name: "Department" }).fill("Workshop");
  await expect(page.getByRole("status").filter({ hasText: "Not saved yet" })).toBeVisible();
  await call(page, "PATCH", `/console/users/${person.id}`, { changes: [{ path: "/job_title", to: "Baker" }] });
  await expect(page.getByText("Somebody else has just changed this record.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Job title" })).toHaveValue("Baker");
  await call(page, "PATCH", `/console/users/${person.id}`, { changes: [{ path: "/department", from: "Sales", to: "Office" }] });
  await expect(page.getByText("Which value shall stay?")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Department" })).toHaveValue("Workshop");
  await page.getByRole("button", { name: "Mine: Workshop" }).press("Enter");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("status").filter({ hasText: "Saved at" })).toBeVisible();
  const { fields } = await call<{ fields: { department: string; job_title: string } }>(page, "GET", `/console/users/${person.id}`);
  expect(fields).toMatchObject({ department: "Workshop", job_title: "Baker" });
});

test("two who edit one role at once: different flags are merged", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/roles?open=Front+desk`);
  await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
  await page.getByRole("switch", { name: "See the state of the system" }).press("Space");
  const roles = () => call<{ rows: { name: string; permissions: { [group: string]: { [flag: string]: boolean } } }[] }>(page, "GET", `/console/accounts/${account}/roles`);
  const seen = (await roles()).rows.find((role) => role.name === "Front desk")?.permissions ?? {};
  const theirs = { ...seen, general: { ...seen["general"], meeting: false } };
  await call(page, "PATCH", `/console/accounts/${account}/roles/Front%20desk`, { changes: [{ path: "/permissions", from: seen, to: theirs }] });
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  const now = (await roles()).rows.find((role) => role.name === "Front desk")?.permissions;
  expect([now?.["general"]?.["meeting"], now?.["system"]?.["information"]]).toEqual([false, true]);
});

test("a deleted meeting comes back, and the picture of a video room is arranged by keyboard; the tile that was moved keeps the focus", async ({ page }) => {
  await signIn(page, office);
  const made = await call<{ id: string }>(page, "POST", `/console/accounts/${account}/meetings`, { fields: { subject: "Picture", mode: "video", timezone: "Europe/Berlin" } });
  await call(page, "POST", `/console/meetings/${made.id}/commands`, { command: "start" });
  for (const number of ["300", "301", "302"]) await call(page, "POST", `/console/meetings/${made.id}/invitations`, { number });
  await page.goto(`${office.url}/accounts/${account}/meetings?open=${made.id}`);
  const tiles = page.getByRole("grid", { name: "Layout of the picture" }).getByRole("row");
  await expect(tiles).toHaveCount(3);
  const before = await tiles.allInnerTexts();
  await tiles.first().focus();
  await page.keyboard.press("ArrowRight");
  const handle = tiles.first().getByRole("button");
  await handle.focus();
  await page.keyboard.press("Enter");
  // A place has the focus a moment after the handle was pressed; a key before that is not for it.
  const place = page.getByRole("button", { name: /^Insert/ }).and(page.locator(":focus"));
  await expect(place).toHaveCount(1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(place).toHaveCount(0);
  await expect.poll(async () => (await tiles.allInnerTexts()).join("|")).not.toBe(before.join("|"));
  // The grid takes the focus back a moment after a drop; a key pressed elsewhere before that is lost.
  await expect(tiles.filter({ hasText: "Anna Grün" })).toBeFocused();
  // A screen reader goes straight to a handle, whichever tile had the focus.
  const other = tiles.filter({ hasText: "Bert Okafor" });
  const between = await tiles.allInnerTexts();
  await other.getByRole("button").press("Enter");
  await expect(page.getByRole("button", { name: /^Insert (between Bert|after Bert)/ })).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await tiles.allInnerTexts()).join("|")).not.toBe(between.join("|"));
  await expect(other).toBeFocused();
  await page.getByRole("button", { name: "Delete Picture" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).press("Enter");
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByText("Picture is back.")).toBeVisible();
});

test("the telephone directory and call rules are printed without the frame around them", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/people`);
  await page.getByRole("button", { name: "Print" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Telephone directory of Acme Telecom" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Anna Grün/ })).toContainText("300");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("row", { name: /Anna Grün/ })).toBeVisible();
});

test("where one was last is offered before anything is typed", async ({ page }) => {
  await signIn(page, office);
  const person = await makePerson(page, { first_name: "Ria", last_name: "Recent", extension_number: "415" });
  await page.goto(`${office.url}/users/${person.id}/profile`);
  await expect(page.getByRole("heading", { name: "Ria Recent", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Acme Telecom" }).first().click();
  await expect(page.getByRole("heading", { name: "Acme Telecom", level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ria Recent", level: 1 })).toBeVisible();
});

test("an export holds what the list is narrowed to, and no more", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/people?only=presence:lunch`);
  await expect(page.getByRole("row", { name: /Dilek/ })).toBeVisible();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).press("Enter");
  const stream = await (await file).createReadStream();
  const parts: string[] = [];
  for await (const part of stream) parts.push((part as Buffer).toString("utf8"));
  expect(parts.join("").trim().split("\r\n")).toHaveLength(2);
});
