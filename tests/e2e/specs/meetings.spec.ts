import { expect, test } from "../support/test";
import { call, furnish, signIn, useOffice } from "../support/office";

const office = useOffice({ phones: true });
let account = "";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  account = (await furnish(page)).account;
  await page.close();
});

test("a meeting is made, opened, filled, muted, locked, emptied and closed by keyboard", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/meetings`);
  await page.getByRole("button", { name: "New meeting" }).press("Enter");
  await page.keyboard.type("Weekly orders");
  await page.keyboard.press("Enter");
  const room = page.getByRole("complementary", { name: "Weekly orders" });
  await expect(room.getByRole("status").first()).toContainText("Closed");
  // What cannot be done in a closed room says why.
  await expect(room.getByRole("button", { name: "Lock", exact: true })).toBeDisabled();
  await expect(room.getByText("Open the room first")).toBeVisible();
  await room.getByRole("button", { name: "Open the room" }).press("Enter");
  await room.getByRole("combobox", { name: "Ring a colleague" }).fill("anna");
  await expect(page.getByRole("option", { name: /Anna/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const people = room.getByRole("list", { name: "In the room" }).getByRole("listitem");
  await expect(people).toHaveCount(1);
  await expect(people.first()).toContainText("Anna Grün");
  await expect(people.first()).toContainText("Chair");
  await room.getByRole("textbox", { name: "Or any number" }).fill("+4930555");
  await page.keyboard.press("Enter");
  await expect(people).toHaveCount(2);
  await room.getByRole("button", { name: "Mute all" }).press("Enter");
  await expect(people.first()).toContainText("Muted");
  await room.getByRole("button", { name: "Unmute Anna Grün" }).press("Enter");
  await expect(people.first()).toContainText("May speak");
  await room.getByRole("button", { name: "Give +4930555 the chair" }).press("Enter");
  await expect(people.nth(1)).toContainText("Chair");
  await room.getByRole("button", { name: "Record", exact: true }).press("Enter");
  await expect(room.getByText("Recording", { exact: true })).toBeVisible();
  await room.getByRole("button", { name: "Lock", exact: true }).press("Enter");
  await expect(room.getByRole("textbox", { name: "Or any number" })).toBeDisabled();
  await room.getByRole("button", { name: "Remove Anna Grün from the room" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "Remove Anna Grün?" });
  await question.getByRole("button", { name: "Remove" }).press("Enter");
  await expect(people).toHaveCount(1);
  await room.getByRole("button", { name: "Close the room" }).press("Enter");
  await expect(people).toHaveCount(0);
  // What was said in it is among the recordings.
  await page.goto(`${office.url}/accounts/${account}/calls?view=recording`);
  await expect(page.getByRole("grid").getByRole("row")).not.toHaveCount(1);
});

test("what others do in a room is seen at once, also in the list", async ({ page }) => {
  await signIn(page, office);
  const made = await call<{ id: string }>(page, "POST", `/console/accounts/${account}/meetings`, {
    fields: { subject: "Standup", mode: "audio", timezone: "Europe/Berlin" },
  });
  await page.goto(`${office.url}/accounts/${account}/meetings?open=${made.id}`);
  const room = page.getByRole("complementary", { name: "Standup" });
  await expect(room.getByRole("status").first()).toContainText("Closed");
  await expect(page.getByRole("status").filter({ hasText: "Connected" })).toBeVisible();
  await call(page, "POST", `/console/meetings/${made.id}/commands`, { command: "start" });
  await expect(room.getByRole("status").first()).toContainText("Open, empty");
  await call(page, "POST", `/console/meetings/${made.id}/invitations`, { number: "302" });
  await expect(room.getByRole("list", { name: "In the room" })).toContainText("Chen Li");
  await expect(page.getByRole("row", { name: /Standup/ })).toContainText("1 in it");
});

test("a room opens by itself at a time that is typed in the office's zone", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/meetings`);
  await page.getByRole("button", { name: "New meeting" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New meeting" });
  await page.keyboard.type("Planned");
  await dialog.getByRole("switch", { name: "Opens by itself at a time" }).press("Space");
  // A year ahead: an hour alone may pass midnight, and then lies behind.
  await dialog.getByRole("spinbutton", { name: /^year, / }).press("ArrowUp");
  await dialog.getByRole("spinbutton", { name: /hour, From/ }).press("ArrowUp");
  await dialog.getByRole("button", { name: "Create" }).press("Enter");
  await expect(page.getByRole("complementary", { name: "Planned" })).toBeVisible();
  const { rows } = await call<{ rows: { subject: string; scheduled_start_at: string; scheduled_end_at: string }[] }>(page, "GET", `/console/accounts/${account}/meetings`);
  const planned = rows.find((row) => row.subject === "Planned");
  expect(new Date(planned?.scheduled_start_at ?? 0).getTime()).toBeGreaterThan(Date.now());
});
