/** A reception for tests: an office with colleagues, an enrolled kiosk, and callers who are played. */
import { expect, type Browser, type Page } from "@playwright/test";
import { call, signIn, type Office } from "./office";

interface Made {
  id: string;
}

export interface Reception {
  /** The admin's page, in a browser of its own. */
  readonly admin: Page;
  readonly account: string;
  readonly kiosk: string;
  readonly code: string;
}

export const PIN = "2580";

/** Extension, first and last name, department. Numbers in 98 are busy, those in 99 never answer. */
export const COLLEAGUES = [
  ["101", "Anna", "Grün", "Sales"],
  ["102", "Bert", "Okafor", "Workshop"],
  ["103", "Chen", "Li", "Sales"],
  ["199", "Nora", "Nobody", "Purchasing"],
] as const;

/** Makes the office and a code for its kiosk. */
export async function makeReception(browser: Browser, office: Office): Promise<Reception> {
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, office);
  const session = await call<{ account: Made }>(admin, "GET", "/console/session");
  const account = session.account.id;
  const add = (fields: object) => call<Made>(admin, "POST", `/console/accounts/${account}/users`, { fields });
  const rita = await add({ first_name: "Rita", last_name: "Desk", extension_number: "100", department: "Reception" });
  for (const [extension_number, first_name, last_name, department] of COLLEAGUES) await add({ extension_number, first_name, last_name, department });
  const duties = { presence: true, hours: true, meetings: true, visitors: true };
  const made = await call<Made & { code: string }>(admin, "POST", `/console/accounts/${account}/kiosks`, { name: "Front desk", line_id: rita.id, pin: PIN, duties });
  return { admin, account, kiosk: made.id, code: made.code };
}

/** Types the code at the device. */
export async function enrol(page: Page, office: Office, code: string): Promise<void> {
  await page.goto(`${office.url}/kiosk`);
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Find a colleague" })).toBeFocused();
}

/** Somebody calls from outside. */
export const ring = (page: Page, number: string, name: string) => call(page, "POST", "/console/kiosk/simulation", { number, name });
