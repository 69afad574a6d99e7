/** A real server on a directory of its own, for the tests of one file. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { test, type Page } from "./test";

export const ADMIN = { username: "admin", password: "four short words" } as const;

export interface Office {
  readonly url: string;
  /** Where a new installation is set up, with its one-time token. */
  readonly setupUrl: string;
}

interface Wish {
  /** Without it, the server has no installation yet. */
  installed?: boolean;
  accounts?: number;
  users?: number;
  /** Every extension has a phone that only plays telephone. */
  phones?: boolean;
  /** Watches may be told on this machine. */
  hooks?: boolean;
}

export function binary(): string {
  const given = process.env["CORDBOARD_SERVER"];
  if (given) return given;
  const targets = [process.env["CARGO_TARGET_DIR"], fileURLToPath(new URL("../../../target", import.meta.url)), join(homedir(), ".cache/cordboard/target")];
  const found = targets.filter((dir) => dir !== undefined).map((dir) => join(dir, "debug/cordboard-server")).find((path) => existsSync(path));
  if (!found) throw new Error("build the server first (cargo build -p cordboard-server), or say where it is in CORDBOARD_SERVER");
  return found;
}

/** Starts a server before the file's tests and ends it after them. */
export function useOffice(wish: Wish = {}): Office {
  const office = { url: "", setupUrl: "" };
  let server: ChildProcess | undefined;
  let directory = "";

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    directory = mkdtempSync(join(tmpdir(), "cordboard-e2e-"));
    if (wish.installed ?? true) {
      const admin = ["--username", ADMIN.username, "--password", ADMIN.password];
      run("init", directory, "--name", "Acme Telecom", "--realm", "acme.example", "--timezone", "Europe/Berlin", ...admin);
    }
    if (wish.accounts) run("seed", directory, "--accounts", String(wish.accounts), "--users", String(wish.users ?? 0));
    server = spawn(binary(), ["serve", "--data", directory, "--listen", "127.0.0.1:0", "--log", "warn", ...(wish.phones ? ["--simulate-phones"] : []), ...(wish.hooks ? ["--allow-private-webhooks"] : [])], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((resolve, reject) => {
      server?.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
      createInterface({ input: server!.stdout! }).on("line", (line) => {
        const setup = /open (http:\S+)/.exec(line)?.[1];
        if (setup) office.setupUrl = setup;
        const url = /^listening on (http:\S+)/.exec(line)?.[1];
        if (url) office.url = url;
        if (office.url && (office.setupUrl || (wish.installed ?? true))) resolve();
      });
    });
    server.removeAllListeners("exit");
  });

  test.afterAll(async () => {
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => server?.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    }
    if (directory) rmSync(directory, { recursive: true, force: true });
  });
  return office;
}

function run(command: string, directory: string, ...more: string[]): void {
  execFileSync(binary(), [command, "--data", directory, "--log", "warn", ...more], { stdio: ["ignore", "ignore", "inherit"] });
}

export async function signIn(page: Page, office: Office): Promise<void> {
  await page.goto(office.url);
  await page.getByLabel("User name").fill(ADMIN.username);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Acme Telecom", level: 1 }).waitFor();
}

/** A call with the page's own session, for what a test needs done by somebody else. */
export async function call<Answer>(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await page.request.fetch(new URL(path, page.url()).href, { method, ...(body === undefined ? {} : { data: body }) });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  return (response.status() === 204 ? undefined : await response.json()) as Answer;
}

interface Made {
  id: string;
}

export async function makePerson(page: Page, fields: object): Promise<Made & { account_id: string }> {
  const session = await call<{ account: Made }>(page, "GET", "/console/session");
  return call(page, "POST", `/console/accounts/${session.account.id}/users`, { fields });
}

export async function makeAccount(page: Page, name: string): Promise<Made> {
  const session = await call<{ account: Made }>(page, "GET", "/console/session");
  return call(page, "POST", "/console/accounts", { parent_id: session.account.id, fields: { name } });
}

/** Calls of the last days, as a switch reports them; a recording and two messages. */
export async function report(page: Page): Promise<void> {
  const { token } = await call<{ token: string }>(page, "POST", "/console/session", ADMIN);
  const ingest = async (kind: string, data: object) => {
    const response = await page.request.post(new URL(`/api/ingest/${kind}`, page.url()).href, { data, headers: { Authorization: `Bearer ${token}` } });
    if (!response.ok()) throw new Error(`${kind}: ${response.status()} ${await response.text()}`);
  };
  const hour = 3_600_000;
  for (let number = 0; number < 40; number += 1) {
    const started = new Date(Date.now() - number * 3.7 * hour);
    const at = (seconds: number) => new Date(started.getTime() + seconds * 1000).toISOString();
    const isOut = number % 3 === 2;
    const answered = number % 4 === 1 ? {} : { answered_at: at(6) };
    const owner = String(300 + (number % 5));
    const outside = `+49301234${String(100 + number)}`;
    const sides = isOut ? { caller: owner, callee: outside } : { caller: outside, callee: owner };
    await ingest("cdrs", { owner, ...sides, started_at: at(0), ended_at: at(20 + number * 7), direction: isOut ? "OUTBOUND_CALL" : "INBOUND_CALL", ...answered });
  }
  await ingest("recordings", { owner: "300", caller: "+49301234100", callee: "300", started_at: new Date().toISOString(), duration: 65 });
  await ingest("external_messages", { owner: "301", sender: "+491701234567", receiver: "+4930999", content: "The delivery is late, about eleven.", direction: "IN", msg_type: "SMS", created_at: new Date().toISOString() });
}

/** Phones, teams, contacts and a role in the caller's own account, so that its lists have something to show. */
export async function furnish(page: Page): Promise<{ account: string; people: string[] }> {
  const { account } = await call<{ account: Made }>(page, "GET", "/console/session");
  const records = `/console/accounts/${account.id}/records`;
  const people: string[] = [];
  for (const [index, name] of ["Anna Grün", "Bert Okafor", "Chen Li", "Dilek Şahin", "Émile Roux"].entries()) {
    const [first_name, last_name] = name.split(" ");
    const fields = { first_name, last_name, extension_number: String(300 + index), department: index % 2 ? "Sales" : "Workshop", presence: index === 3 ? "lunch" : "available" };
    people.push((await call<Made>(page, "POST", `/console/accounts/${account.id}/users`, { fields })).id);
  }
  for (const [index, owner_id] of people.entries()) {
    const fields = { name: `Desk ${index + 1}`, owner_id, device_type: "sip_device", mac_address: `00:15:65:aa:bb:0${index}`, provision: { endpoint_brand: "yealink", endpoint_model: "t46s" } };
    await call(page, "POST", `${records}/phone`, { fields });
  }
  await call(page, "POST", `${records}/ring_group`, { fields: { name: "Workshop", extension_number: "700", members: people.slice(0, 3) } });
  const agents = people.slice(1, 4).map((user_id, index) => ({ user_id, skill_level: 10, status: index ? "READY" : "LUNCH" }));
  await call(page, "POST", `${records}/call_queue`, { fields: { name: "Orders", extension_number: "710", agents } });
  await call(page, "POST", `${records}/group`, { fields: { name: "Sales", description: "Everybody who sells", endpoints: { [people[1] ?? ""]: { type: "user" } } } });
  for (const company of ["Flour Mill Ltd", "Oven Repairs", "Water Works"]) {
    await call(page, "POST", `${records}/contact`, { fields: { name: `Contact at ${company}`, company, business: "+49 30 1234567", email: "info@example.org" } });
  }
  await call(page, "POST", `/console/accounts/${account.id}/roles`, { name: "Front desk", description: "Looks after people", permissions: { user_management: { users: true }, general: { meeting: true } } });
  return { account: account.id, people };
}
