import { expect, test } from "../support/test";
import { furnish, signIn, useOffice } from "../support/office";
import { tabTo } from "../support/keyboard";

const office = useOffice({ phones: true });

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  await furnish(page);
  await page.close();
});

test("a person, her forward rules, and who rings then: by keyboard alone", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("Alt+p");
  await expect(page.getByRole("dialog", { name: /New person/ })).toBeVisible();
  for (const text of ["Rosa", "Acker", "201"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Rosa Acker", level: 1 })).toBeVisible();
  const cell = page.getByRole("button", { name: /^Busy, Outside office hours/ });
  await tabTo(page, cell);
  await page.keyboard.press("Enter");
  const editor = page.getByRole("dialog", { name: "Busy, Outside office hours" });
  await tabTo(page, editor.getByRole("radiogroup"));
  for (let step = 0; step < 4 && !(await editor.getByRole("radio", { name: "Voicemail" }).isChecked()); step += 1) await page.keyboard.press("ArrowDown");
  await tabTo(page, editor.getByRole("button", { name: "Apply" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("status").filter({ hasText: "Saved at" })).toBeVisible();
  await expect(cell).toHaveAccessibleName(/Voicemail/);
  await page.keyboard.press("Control+Home");
  await tabTo(page, page.getByRole("tab", { name: "Forwarding" }));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("textbox", { name: "Caller's number" }).or(page.getByRole("textbox").first()));
  await page.keyboard.type("+49301234567");
  await tabTo(page, page.getByRole("button", { name: /The person is/ }));
  await page.keyboard.press("Enter");
  await page.keyboard.type("Busy");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Sunday 10:00" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "Answer" })).toContainText("Voicemail of Rosa Acker");
});

test("many people are changed after a look, and changed back: by keyboard alone", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to: people");
  await page.keyboard.press("Enter");
  const grid = page.getByRole("grid", { name: /People of/ });
  await expect(grid).toBeVisible();
  await tabTo(page, grid);
  for (let row = 0; row < 2; row += 1) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
  }
  await tabTo(page, page.getByRole("button", { name: "Change…" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change 2 people" });
  await tabTo(page, dialog.getByRole("textbox", { name: "New value" }));
  await page.keyboard.type("Night shift");
  await tabTo(page, dialog.getByRole("button", { name: "See what would change" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("list", { name: "What would happen" })).toContainText("Night shift");
  await tabTo(page, dialog.getByRole("button", { name: /^Change 2 people/ }).last());
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 people were changed.")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Undo" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 people are as before.")).toBeVisible();
});

test("a meeting is made, opened, filled and closed: by keyboard alone", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to: meetings");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "New meeting" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New meeting" })).toBeVisible();
  await page.keyboard.type("Standup");
  await page.keyboard.press("Enter");
  const room = page.getByRole("complementary", { name: "Standup" });
  await tabTo(page, room.getByRole("button", { name: "Open the room" }));
  await page.keyboard.press("Enter");
  await expect(room.getByRole("button", { name: "Close the room" })).toBeVisible();
  await tabTo(page, room.getByRole("combobox", { name: "Ring a colleague" }));
  await page.keyboard.type("anna");
  await expect(page.getByRole("option", { name: /Anna/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(room.getByRole("list", { name: "In the room" })).toContainText("Anna Grün");
  await tabTo(page, room.getByRole("button", { name: "Close the room" }));
  await page.keyboard.press("Enter");
  await expect(room.getByRole("button", { name: "Open the room" })).toBeVisible();
});
