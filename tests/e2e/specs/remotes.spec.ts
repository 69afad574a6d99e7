import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { ADMIN, call, makeAccount, signIn, useOffice } from "../support/office";

const here = useOffice({ hooks: true });
const there = useOffice();

interface Made {
  id: string;
}

/** "Bakery" with two people and a group, made by somebody at the other server. */
async function bakery(page: Page): Promise<{ pia: string; tom: string }> {
  await signIn(page, there);
  const account = await makeAccount(page, "Bakery");
  const make = (kind: string, fields: object) => call<Made>(page, "POST", `/console/accounts/${account.id}/${kind}`, { fields });
  const pia = await make("users", { username: "pia", first_name: "Pia", last_name: "Brot", email: "pia@bakery.example" });
  const tom = await make("users", { username: "tom", first_name: "Tom", last_name: "Torte" });
  await make("records/group", { name: "All", endpoints: { [pia.id]: { type: "user" }, [tom.id]: { type: "user" } } });
  return { pia: pia.id, tom: tom.id };
}

/** The person of this name here. */
async function person(page: Page, name: string): Promise<string> {
  const { rows } = await call<{ rows: { id: string; kind: string }[] }>(page, "GET", `/console/search?q=${name}`);
  return rows.find((row) => row.kind === "user")?.id ?? "";
}

const change = (page: Page, id: string, path: string, from: string, to: string) => call(page, "PATCH", `/console/users/${id}`, { changes: [{ path, ...(from ? { from } : {}), to }] });

test("an account of another server is added, pulled, edited on both sides, settled and pushed by keyboard", async ({ page, browser }) => {
  const other = await browser.newPage();
  const made = await bakery(other);
  await signIn(page, here);

  // Adding: who signs in where, then which account, and where to put it.
  await page.goto(`${here.url}/remotes`);
  await expect(page.getByText("No other server")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Add a server" }).press("Enter");
  await page.getByLabel("Address of the server").fill(there.url);
  await page.getByLabel("User name").fill(ADMIN.username);
  await page.getByLabel("Realm or name of the account").fill("acme.example");
  await page.getByLabel("Password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("does not take this sign-in");
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Account there/ }).press("Enter");
  await page.keyboard.type("Bak");
  await page.keyboard.press("Enter");
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByLabel("Name (optional)").fill("The bakery");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The bakery", level: 1 })).toBeVisible();

  // The dry run shows what would come; the pull brings it, and then both agree.
  await page.getByRole("button", { name: "See what would be done" }).press("Enter");
  const pulled = page.getByRole("list", { name: "Pull" }).getByRole("listitem");
  await expect(pulled.filter({ hasText: "Pia Brot" })).toContainText("new");
  await expect(page.getByText("4 records would come here")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Pull" }).press("Enter");
  await expect(page.getByText("Both sides agree.")).toBeVisible();
  expect(await person(page, "torte")).not.toBe("");

  // Both sides edit: one field apart, one against each other; and somebody goes there.
  const pia = await person(page, "pia");
  await change(other, made.pia, "/email", "pia@bakery.example", "pia@new.example");
  await change(other, made.pia, "/first_name", "Pia", "Piatta");
  await change(page, pia, "/first_name", "Pia", "Pina");
  await call(other, "DELETE", `/console/users/${made.tom}`);
  await page.getByRole("button", { name: "Look again" }).press("Enter");
  const clash = page.getByRole("group", { name: /: First name/ });
  await expect(clash).toContainText("Piatta");
  await expect(clash).toContainText("Pina");
  await expect(page.getByRole("button", { name: "Push" })).toBeDisabled();
  expect(await seriousProblems(page)).toEqual([]);
  await clash.focus();
  await page.keyboard.press("m");
  await expect(clash.getByText("Mine").first()).toBeVisible();
  await page.getByRole("button", { name: /What is to become of Tom Torte/ }).press("Enter");
  await page.keyboard.type("Delete");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Pull" }).press("Enter");
  await expect(page.getByText(/record would go there/)).toBeVisible();
  await page.getByRole("button", { name: "Push" }).press("Enter");
  await expect(page.getByText("Both sides agree.")).toBeVisible();
  const theirs = await call<{ fields: { first_name: string; email: string } }>(other, "GET", `/console/users/${made.pia}`);
  const mine = await call<{ fields: { first_name: string; email: string } }>(page, "GET", `/console/users/${pia}`);
  for (const { fields } of [theirs, mine]) expect([fields.first_name, fields.email]).toEqual(["Pina", "pia@new.example"]);
  expect(await person(page, "torte")).toBe("");
  await expect(page.getByRole("list", { name: "Lately" }).getByRole("listitem")).toHaveCount(3);

  // Forgetting it leaves what was pulled.
  await page.getByRole("button", { name: "Remove" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).press("Enter");
  await expect(page.getByText("No other server")).toBeVisible();
  expect(await person(page, "pina")).toBe(pia);
  await other.close();
});

test("an account that was moved is moved on the other side, and one that left is kept until somebody says otherwise", async ({ page, browser }) => {
  const other = await browser.newPage();
  await signIn(other, there);
  const below = (at: Page, parent: string, name: string) => call<Made>(at, "POST", "/console/accounts", { parent_id: parent, fields: { name } });
  const move = (at: Page, id: string, to: string) => call(at, "POST", `/console/accounts/${id}/move`, { parent_id: to });
  const chain = await makeAccount(other, "Chain");
  const [north, south, kiosk, stall] = [await below(other, chain.id, "North"), await below(other, chain.id, "South"), await below(other, chain.id, "Kiosk"), await below(other, chain.id, "Stall")];
  const outside = await makeAccount(other, "Outside");

  await signIn(page, here);
  const { account } = await call<{ account: Made }>(page, "GET", "/console/session");
  const who = { dialect: "crossbar", address: there.url, ...ADMIN, realm: "acme.example" };
  const remote = await call<Made>(page, "POST", "/console/remotes", { ...who, there: chain.id, here: account.id, name: "The chain" });
  const { digest } = await call<{ digest: string }>(page, "POST", `/console/remotes/${remote.id}/plan`);
  await call(page, "POST", `/console/remotes/${remote.id}/runs`, { direction: "pull", digest, words: [], deletions: [] });
  const found = async (name: string) => {
    const { rows } = await call<{ rows: { id: string; kind: string }[] }>(page, "GET", `/console/search?q=${name}`);
    return rows.find((row) => row.kind === "account")?.id ?? "";
  };

  // One is moved there, one on both sides, and one leaves.
  await move(other, kiosk.id, north.id);
  await move(other, stall.id, north.id);
  await move(page, await found("stall"), await found("south"));
  await move(other, south.id, outside.id);
  await page.goto(`${here.url}/remotes/${remote.id}`);
  await page.getByRole("button", { name: "See what would be done" }).press("Enter");
  const pulled = page.getByRole("list", { name: "Pull" }).getByRole("listitem").filter({ hasText: "Kiosk" }).first();
  await expect(pulled).toContainText("moved");
  await expect(pulled).toContainText("Chain→North");
  const clash = page.getByRole("group", { name: "Stall: Lies below" });
  for (const name of ["Chain", "North", "South"]) await expect(clash).toContainText(name);
  await expect(clash.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await expect(page.getByText("out of the account that is kept here")).toHaveCount(1);
  expect(await seriousProblems(page)).toEqual([]);

  await clash.focus();
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "Pull" }).press("Enter");
  await expect(page.getByRole("list", { name: "Lately" }).getByRole("listitem")).toHaveCount(2);
  const parent = async (name: string) => (await call<{ parent_id: string }>(page, "GET", `/console/accounts/${await found(name)}`)).parent_id;
  expect([await parent("kiosk"), await parent("stall")]).toEqual([await found("north"), await found("north")]);
  expect(await found("south")).not.toBe("");
  await expect(page.getByText("out of the account that is kept here")).toHaveCount(1);
  await other.close();
});
