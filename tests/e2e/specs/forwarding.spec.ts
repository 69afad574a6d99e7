import { expect, test } from "../support/test";
import { call, makePerson, signIn, useOffice } from "../support/office";

const office = useOffice();

test("an account, a person, a rule: it is there after a reload, and who-rings agrees", async ({ page }) => {
  await signIn(page, office);
  await page.getByRole("button", { name: "New account", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Blumen Acker");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Blumen Acker", level: 1 })).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "Blumen Acker" })).toHaveAttribute("aria-selected", "true");

  await page.getByRole("tab", { name: /People/ }).click();
  await expect(page.getByText("Nobody in Blumen Acker yet")).toBeVisible();
  await page.getByRole("button", { name: "New person" }).first().click();
  await page.getByLabel("First name").fill("Rosa");
  await page.getByLabel("Last name").fill("Acker");
  await page.getByLabel("Extension", { exact: true }).fill("201");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Rosa Acker", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: /^Busy, Outside office hours: Ring/ }).click();
  await page.getByRole("radio", { name: "Voicemail" }).check({ force: true });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeVisible();
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();

  await page.reload();
  await expect(page.getByRole("button", { name: "Busy, Outside office hours: Voicemail", exact: true })).toBeVisible();

  await page.getByRole("tab", { name: "Who rings?" }).click();
  await page.getByRole("button", { name: /The person is/ }).click();
  await page.getByRole("option", { name: "Busy" }).click();
  await page.getByRole("button", { name: "Sunday 10:00" }).click();
  const answer = page.getByRole("article", { name: "Answer" });
  await expect(answer).toContainText("Voicemail of Rosa Acker");
  await expect(answer.getByRole("listitem")).not.toHaveCount(0);
  await expect(answer).toContainText("Sunday 10:00 is outside office hours");
});

test("leaving with something typed asks first", async ({ page }) => {
  await signIn(page, office);
  await page.getByRole("textbox", { name: "Legal name" }).fill("Acme Telecom Ltd");
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
  await page.getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByRole("textbox", { name: "Legal name" })).toHaveValue("Acme Telecom Ltd");
});

test("a rule that somebody else changed meanwhile is shown, and mine can be kept", async ({ page }) => {
  await signIn(page, office);
  const person = await makePerson(page, { first_name: "Kim", last_name: "Clash", extension_number: "301" });
  await page.goto(`${office.url}/users/${person.id}/forwarding`);
  await page.getByRole("button", { name: /^Lunch, Office hours/ }).click();
  await page.getByRole("radio", { name: "Hang up" }).check({ force: true });
  await page.getByRole("button", { name: "Apply" }).click();

  const theirs = { changes: [{ path: "/forwarding/lunch/office_hours", to: { action: "forward_to_number", number: "900" } }] };
  await call(page, "PATCH", `/console/users/${person.id}/forwarding`, theirs);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Which value shall stay?").or(page.getByText("Which values shall stay?"))).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  for (;;) {
    const mine = page.getByRole("button", { name: /^Mine: / });
    if ((await mine.count()) === 0) break;
    await mine.first().click();
  }
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  const stored = await call<{ forwarding: { lunch: { office_hours: { action: string } } } }>(page, "GET", `/console/users/${person.id}/forwarding`);
  expect(stored.forwarding.lunch.office_hours).toEqual({ action: "hang_up" });
});

test("office hours are typed, painted with the keyboard and kept", async ({ page }) => {
  await signIn(page, office);
  await page.getByRole("tab", { name: "Office hours" }).click();
  await page.getByRole("textbox", { name: "The week in one line" }).fill("Mon-Thu 8-16; Fri 8-12");
  await page.keyboard.press("Enter");
  const grid = page.getByRole("application", { name: / to \d\d:\d\d, / });
  await grid.focus();
  for (let day = 0; day < 5; day += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "The week in one line" })).toHaveValue("Mon-Thu 08:00-16:00; Fri 08:00-12:00; Sat 09:00-10:00");
});
