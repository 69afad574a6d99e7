import { expect, test, type Page } from "../support/test";
import { call, furnish, signIn, useOffice } from "../support/office";

const office = useOffice();
let account = "";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  account = (await furnish(page)).account;
  await page.close();
});

interface Row {
  id: string;
  cells: { name: string };
}

async function idOf(page: Page, name: string): Promise<string> {
  const list = await call<{ rows: Row[] }>(page, "POST", `/console/accounts/${account}/lists/phone`, { from: 0, count: 100 });
  return list.rows.find((row) => row.cells.name === name)?.id ?? "";
}

async function open(page: Page, name: string): Promise<void> {
  await page.goto(`${office.url}/accounts/${account}/phones?open=${await idOf(page, name)}`);
  await page.getByRole("heading", { name: "Provisioning file" }).waitFor();
}

test("a pasted list of addresses is tried, given to people, added, and taken back, by keyboard alone", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/phones`);
  await page.getByRole("button", { name: "Import list" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /Add phones to/ });
  await expect(dialog.getByLabel("Paste or scan the phones")).toBeFocused();
  // A scanner types an address and ends with Enter.
  for (const line of ["00:15:65:CC:00:01; T46U; Anna Grün", "000413CC0002 D785 Lobby", "AABBCC000003", "001565aabb00", "scanned nonsense"]) {
    await page.keyboard.insertText(line);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Try 5 lines" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("3 phones can be added. 2 lines cannot.")).toBeVisible();
  const lines = dialog.getByRole("list", { name: "What would happen" }).getByRole("listitem");
  await expect(lines.nth(0)).toContainText("Yealink T46U");
  await expect(lines.nth(4)).toContainText("no MAC address");
  await dialog.getByRole("combobox", { name: "Person of Lobby" }).focus();
  await page.keyboard.type("Bert");
  await page.getByRole("option", { name: /Bert Okafor/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("combobox", { name: "Person of Lobby" })).toHaveValue("Bert Okafor");
  await dialog.getByRole("button", { name: "Add 3 phones" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 phones were added.")).toBeVisible();
  const lobby = await call<{ fields: { owner_id: string } }>(page, "GET", `/console/records/phone/${await idOf(page, "Lobby")}`);
  expect(lobby.fields.owner_id).not.toBe("");
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByText("3 phones were taken out again.")).toBeVisible();
  expect(await idOf(page, "Lobby")).toBe("");
});

test("keys are set on the drawing by keyboard, stand in the file, and go to another phone and back", async ({ page }) => {
  await signIn(page, office);
  await open(page, "Desk 1");
  await page.getByRole("button", { name: "Edit keys" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Keys of Desk 1" });
  await dialog.getByRole("radio", { name: /^Key 2:/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /^Key 3:/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: /Function/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Colleague (BLF)" }).waitFor();
  await page.keyboard.type("Coll");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("radio", { name: /^Key 3:/ })).toHaveAttribute("data-type", "blf");
  await dialog.getByRole("combobox", { name: "Colleague" }).focus();
  await page.keyboard.type("Chen");
  await page.getByRole("option", { name: /Chen Li/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("radio", { name: "Key 3: Colleague (BLF) Chen Li, 302" })).toBeVisible();
  await dialog.getByRole("button", { name: "Save keys" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("This phone has 1 key of its own.")).toBeVisible();
  await page.getByRole("button", { name: "Show the file" }).focus();
  await page.keyboard.press("Enter");
  const text = page.locator("pre");
  await expect(text).toContainText("linekey.3.value = 302");
  await expect(text).toContainText("account.1.password = ********");
  await page.getByRole("button", { name: "Copy keys to…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: /Desk 2/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Copy to 1 phone" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 phone has the keys now.")).toBeVisible();
  const keys = async () => (await call<{ has_own_keys: boolean }>(page, "GET", `/console/phones/${await idOf(page, "Desk 2")}/file`)).has_own_keys;
  expect(await keys()).toBe(true);
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByText("1 phone has its former keys again.")).toBeVisible();
  expect(await keys()).toBe(false);
});

test("a fetch is told with its outcome, and the code for a softphone only on demand", async ({ page }) => {
  await signIn(page, office);
  await open(page, "Desk 3");
  await expect(page.getByText("The phone has not fetched its file yet.")).toBeVisible();
  await expect(page.getByText("This address only works on the machine of the server.")).toBeVisible();
  const { address } = await call<{ address: string }>(page, "GET", `/console/phones/${await idOf(page, "Desk 3")}/file`);
  expect((await page.request.get(address, { headers: { "User-Agent": "Yealink SIP-T46S" } })).status()).toBe(200);
  await page.reload();
  await expect(page.getByText("The phone has this file")).toBeVisible();
  await expect(page.getByRole("list", { name: "Fetches" })).toContainText("Yealink SIP-T46S");
  await page.getByRole("button", { name: "Softphone code" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Softphone code of Desk 3" });
  await expect(dialog.getByText("The code holds the SIP password.")).toBeVisible();
  await expect(dialog.getByRole("img")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Show the code" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("img", { name: "QR code of Desk 3" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a phone that has registered gets no password any more, and gets it again by a button", async ({ page }) => {
  await signIn(page, office);
  // No phone registers at this server: its answer says that one was seen.
  const file = "**/console/phones/*/file";
  await page.route(file, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), password: "held_back", registered_at: "2026-05-01T10:00:00Z" } });
  });
  await open(page, "Desk 4");
  const note = page.getByText(/^The phone registered on 1 May 2026/);
  await expect(note).toBeVisible();
  await page.unroute(file);
  await page.getByRole("button", { name: "Hand out the password again" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The file of Desk 4 holds the password again, until the phone registers.")).toBeVisible();
  const armed = page.getByText("The file holds the SIP password until the phone has fetched it and registers.");
  await expect(armed).toBeVisible();
  await expect(note).toBeHidden();
  await expect(page.locator(":focus")).toContainText("The file holds the SIP password");
  const audit = await call<{ rows: { verb: string }[] }>(page, "GET", `/console/audit?account_id=${account}`);
  expect(audit.rows[0]?.verb).toBe("phone.rearm");
});

test("who makes a phone and which model it is are chosen by typing a part, and what is not known stays as it was typed", async ({ page }) => {
  await signIn(page, office);
  await page.goto(`${office.url}/accounts/${account}/phones`);
  await page.getByRole("button", { name: "New phone" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Reception");
  await dialog.getByRole("combobox", { name: "Maker" }).focus();
  await page.keyboard.type("grand");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("combobox", { name: "Maker" })).toHaveValue("Grandstream");
  await dialog.getByRole("combobox", { name: "Model" }).focus();
  await page.keyboard.type("2160");
  await page.getByRole("option", { name: /GXP2160/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("combobox", { name: "Model" })).toHaveValue("GXP2160");
  await dialog.getByRole("button", { name: "Create" }).press("Enter");
  // The fields of the dialog have the same names as those of the record that opens then.
  await expect(dialog).toBeHidden();
  const provision = async () => (await call<{ fields: { provision: object } }>(page, "GET", `/console/records/phone/${await idOf(page, "Reception")}`)).fields.provision;
  const maker = page.getByRole("combobox", { name: "Maker" });
  const model = page.getByRole("combobox", { name: "Model" });
  await expect(maker).toHaveValue("Grandstream");
  expect(await provision()).toEqual({ endpoint_brand: "Grandstream", endpoint_model: "GXP2160" });
  // A model of one maker is none of another; one that nobody knows can be typed.
  await maker.fill("Sno");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(maker).toHaveValue("Snom");
  await expect(model).toHaveValue("");
  await model.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: /D785/ })).toBeVisible();
  await expect(page.getByRole("option", { name: /GXP/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await model.fill("D1234");
  await page.keyboard.press("Tab");
  await expect(model).toHaveValue("D1234");
  await page.keyboard.press("Control+s");
  await expect(async () => expect(await provision()).toEqual({ endpoint_brand: "Snom", endpoint_model: "D1234" })).toPass();
  await maker.fill("Fanv");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(maker).toHaveValue("Fanvil");
  await expect(model).toHaveValue("D1234");
});
