import { expect, test, type Page } from "../support/test";
import { useDesk } from "../support/desk";
import { ADMIN, call, signIn, useOffice } from "../support/office";

const office = useOffice({ accounts: 20, users: 40 });
const desk = useDesk();

const status = (page: Page) => page.getByRole("contentinfo");

test("a window connects to a server, works while the exchange is held, and a person settles what did not meet", async ({ page, browser }) => {
  // Somebody at the server itself.
  const there = await browser.newPage();
  await signIn(there, office);
  const { account } = await call<{ account: { id: string } }>(there, "GET", "/console/session");
  const carl = await call<{ id: string }>(there, "POST", `/console/accounts/${account.id}/users`, { fields: { first_name: "Carl", last_name: "Weber", department: "Office" } });

  await page.goto(desk.url);
  await page.getByRole("link", { name: "Connect to a server" }).click();
  await page.getByLabel("Address of the server").fill("http://office.example");
  await page.getByLabel("User name").fill(ADMIN.username);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(/use https/).first()).toBeVisible();
  await page.getByLabel("Address of the server").fill(office.url);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(/password is wrong/)).toBeVisible();
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { name: "Acme Telecom", level: 1 })).toBeVisible();
  await expect(status(page).getByText("Synced")).toBeVisible();

  // Held: what is done here waits, and can be taken back.
  await page.goto(`${desk.url}/copy`);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(status(page).getByText("Saved here · paused")).toBeVisible();
  await call(page, "PATCH", `/console/users/${carl.id}`, { changes: [{ path: "/department", from: "Office", to: "Sales" }] });
  await call(page, "PATCH", `/console/users/${carl.id}`, { changes: [{ path: "/mobile", to: "+49170123" }] });
  await call(there, "PATCH", `/console/users/${carl.id}`, { changes: [{ path: "/department", from: "Office", to: "Workshop" }] });
  const outbox = page.getByRole("list", { name: "Done here, not settled" }).getByRole("listitem");
  await expect(outbox).toHaveCount(2);
  await outbox.filter({ hasText: "Mobile" }).getByRole("button", { name: "Undo" }).click();
  await expect(outbox).toHaveCount(1);
  await page.getByRole("button", { name: "Go on" }).click();

  // Both values with their authors; one key settles it, another takes that back.
  const conflict = page.getByRole("group", { name: "Carl Weber: Department" });
  await expect(conflict).toContainText("Office");
  await expect(conflict).toContainText("Workshop");
  await expect(conflict).toContainText("Sales");
  await page.getByRole("button", { name: "Pause" }).click();
  await conflict.focus();
  await page.keyboard.press("m");
  await expect(conflict).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(conflict).toBeVisible();
  await conflict.focus();
  await page.keyboard.press("e");
  await conflict.getByRole("textbox").fill("Sales and workshop");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("Everything is on the server")).toBeVisible();
  const settled = await call<{ fields: { department: string } }>(there, "GET", `/console/users/${carl.id}`);
  expect(settled.fields.department).toBe("Sales and workshop");
  await there.close();
});
