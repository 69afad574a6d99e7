/** Every screen of the console, by name, with what leads to it: for pictures, for axe and for texts that do not fit. */
import { expect, type Page } from "@playwright/test";
import { call, makeAccount, makePerson, type Office } from "./office";
import { makeRemote } from "./remote";

export interface Places {
  readonly account: string;
  /** An account in which there is nothing yet. */
  readonly empty: string;
  readonly person: string;
  readonly phone: string;
  /** A video room with people in it. */
  readonly room: string;
  /** An account of another server from which this one has parted. */
  readonly remote: string;
}

export interface Screen {
  readonly path: string;
  /** What is done there before it is looked at; nothing by default. */
  readonly act?: (page: Page) => Promise<void>;
}

const keys = (...pressed: string[]) => async (page: Page) => {
  for (const key of pressed) await page.keyboard.press(key);
};
/** A dialog is read once it is asked for; then it has the focus. */
const dialog = (open: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await open(page);
  await expect(page.locator("[role=dialog], [role=alertdialog], dialog[open]").first()).toBeVisible();
};
/** The menu of the page's record, and one of its entries, by place: the words are those of any language. */
const verb = (index: number) => async (page: Page) => {
  await page.locator("main header button[aria-haspopup], main header button[aria-expanded]").first().click();
  await page.getByRole("menuitem").nth(index).click();
};
/** Asks both servers; what they do not agree on is then shown. */
const lookThere = async (page: Page) => {
  await page.locator("main button").last().click();
  await expect(page.locator("main [role=group]").first()).toBeVisible();
};

export function screens({ account, empty, person, phone, room, remote }: Places): { readonly [name: string]: Screen } {
  const of = (id: string, rest: string) => `/accounts/${id}/${rest}`;
  const user = (rest: string) => `/users/${person}/${rest}`;
  return {
    overview: { path: of(account, "overview") },
    limits: { path: of(empty, "overview") },
    people: { path: of(account, "people") },
    phones: { path: of(account, "phones") },
    "phone-open": { path: of(account, `phones?open=${phone}`) },
    groups: { path: of(account, "teams?view=group") },
    "ring-groups": { path: of(account, "teams?view=ring_group") },
    queues: { path: of(account, "teams?view=call_queue") },
    meetings: { path: of(account, "meetings") },
    room: { path: of(account, `meetings?open=${room}`) },
    calls: { path: of(account, "calls") },
    "call-open": { path: of(account, "calls"), act: (page) => page.locator("main [role=row][aria-rowindex='2']").click() },
    recordings: { path: of(account, "calls?view=recording") },
    messages: { path: of(account, "calls?view=message") },
    contacts: { path: of(account, "contacts") },
    hours: { path: of(account, "hours") },
    holidays: { path: of(account, "holidays") },
    "holiday-open": {
      path: of(account, "holidays"),
      act: async (page) => {
        await page.locator("main [role=row][aria-rowindex='3']").click();
        await expect(page.locator("main aside [role=spinbutton]").first()).toBeVisible();
      },
    },
    "holiday-year": { path: of(account, "holidays?open=year") },
    roles: { path: of(account, "roles") },
    "role-open": { path: of(account, "roles?open=Front+desk") },
    "account-fields": { path: of(account, "all-fields") },
    "empty-people": { path: of(empty, "people") },
    "empty-phones": { path: of(empty, "phones") },
    "empty-groups": { path: of(empty, "teams") },
    "empty-meetings": { path: of(empty, "meetings") },
    "empty-calls": { path: of(empty, "calls") },
    "empty-contacts": { path: of(empty, "contacts") },
    "empty-holidays": { path: of(empty, "holidays") },
    profile: { path: user("profile") },
    forwarding: { path: user("forwarding") },
    "who-rings": { path: user("who-rings"), act: (page) => page.locator("main form button[type=submit]").click() },
    "all-fields": { path: user("all-fields") },
    activity: { path: "/activity" },
    settings: { path: "/settings" },
    outbox: { path: "/settings/outbox" },
    watches: { path: "/watches" },
    remotes: { path: "/remotes" },
    remote: { path: `/remotes/${remote}` },
    "remote-plan": { path: `/remotes/${remote}`, act: lookThere },
    "print-directory": { path: `/print/directory/${account}` },
    "print-rules": { path: `/print/rules/${person}` },
    missing: { path: "/nowhere" },
    "dialog-palette": { path: of(account, "overview"), act: dialog(keys("Control+k")) },
    "dialog-shortcuts": { path: of(account, "overview"), act: dialog(keys("?")) },
    "dialog-new-account": { path: of(account, "overview"), act: dialog(keys("Alt+a")) },
    "dialog-new-person": { path: of(account, "overview"), act: dialog(keys("Alt+p")) },
    "dialog-new-remote": { path: "/remotes", act: dialog((page) => page.locator("main header button").first().click()) },
    "dialog-clone": { path: user("profile"), act: dialog(verb(0)) },
    "dialog-copy-rules": { path: user("forwarding"), act: dialog(verb(1)) },
    "dialog-delete": { path: user("profile"), act: dialog(verb(4)) },
    "dialog-rule": { path: user("forwarding"), act: dialog((page) => page.locator("main table button").first().click()) },
  };
}

/** What the screens need beside what `furnish` makes. `other` is signed in at another server. */
export async function makePlaces(page: Page, account: string, other: Page): Promise<Places> {
  const empty = await makeAccount(page, "Nothing Yet");
  await call(page, "PATCH", `/console/accounts/${empty.id}`, { changes: [{ path: "/limits", to: { users: 20, meetings: 0 } }] });
  const person = await makePerson(page, { first_name: "Maximiliane-Charlotte", last_name: "von Hohenzollern-Sigmaringen", extension_number: "5000", department: "Administration" });
  const exceptions = [{ id: "0".repeat(31) + "1", name: "The boss", caller_mask: "+4930*", applies: "all_hours", action: "ring" }];
  await call(page, "PATCH", `/console/users/${person.id}/forwarding`, {
    changes: [
      { path: "/forwarding/busy", to: { office_hours: { action: "forward_to_number", number: "300" }, non_office_hours: { action: "hang_up" } } },
      { path: "/forwarding/exceptions", to: exceptions },
    ],
  });
  const holidays = [
    { name: "New Year", from_date: "2026-01-01", to_date: "2026-01-01" },
    { name: "Christmas", from_date: "2026-12-24", to_date: "2026-12-26", from_time: "12:00" },
  ];
  for (const holiday of holidays) await call(page, "POST", `/console/accounts/${account}/holidays`, { ...holiday, every_year: true });
  const phones = await call<{ rows: { id: string }[] }>(page, "POST", `/console/accounts/${account}/lists/phone`, { from: 0, count: 1 });
  const room = await call<{ id: string }>(page, "POST", `/console/accounts/${account}/meetings`, { fields: { subject: "Weekly orders", mode: "video", timezone: "Europe/Berlin" } });
  await call(page, "POST", `/console/meetings/${room.id}/commands`, { command: "start" });
  for (const number of ["300", "301", "302", "303"]) await call(page, "POST", `/console/meetings/${room.id}/invitations`, { number });
  const remote = await makeRemote(page, other);
  return { account, remote, empty: empty.id, person: person.id, phone: phones.rows[0]?.id ?? "", room: room.id };
}

/** Goes to a screen and waits until it stands still. */
export async function visit(page: Page, office: Office, { path, act }: Screen): Promise<void> {
  await page.goto(`${office.url}${path}`);
  // The tree stands before the console that answers keys.
  await expect(page.locator("#root > *").first()).toBeAttached();
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expect(page.locator("main [role=status][aria-label]")).toHaveCount(0);
  if (act) {
    // Keys go to the page, not to a field of it.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await act(page);
  }
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))).then(() => undefined));
}

