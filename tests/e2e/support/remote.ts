/** An account of another server that is kept here, too, with all that there can be between the two. */
import type { Page } from "@playwright/test";
import { ADMIN, call, makeAccount } from "./office";

interface Made {
  id: string;
}

const edit = (page: Page, id: string, path: string, from: string, to: string) => call(page, "PATCH", `/console/users/${id}`, { changes: [{ path, from, to }] });

/**
 * Adds a bakery of the other server to the one of `page`, pulls it, and lets the two part: a name was changed on both sides,
 * an address and a new person come from there, somebody is gone there, somebody was made here. Both pages are signed in.
 */
export async function makeRemote(page: Page, other: Page): Promise<string> {
  const bakery = await makeAccount(other, "Bakery");
  const hire = (at: Page, account: string, fields: object) => call<Made>(at, "POST", `/console/accounts/${account}/users`, { fields });
  const pia = await hire(other, bakery.id, { username: "pia", first_name: "Pia", last_name: "Brot", email: "pia@bakery.example" });
  const tom = await hire(other, bakery.id, { username: "tom", first_name: "Tom", last_name: "Torte" });

  const { account } = await call<{ account: Made }>(page, "GET", "/console/session");
  const who = { dialect: "crossbar", address: new URL(other.url()).origin, ...ADMIN, realm: "acme.example" };
  const remote = await call<Made>(page, "POST", "/console/remotes", { ...who, there: bakery.id, here: account.id, name: "The bakery" });
  const { digest } = await call<{ digest: string }>(page, "POST", `/console/remotes/${remote.id}/plan`);
  await call(page, "POST", `/console/remotes/${remote.id}/runs`, { direction: "pull", digest, words: [], deletions: [] });

  const { rows } = await call<{ rows: (Made & { kind: string })[] }>(page, "GET", "/console/search?q=pia");
  const here = rows.find(({ kind }) => kind === "user")?.id ?? "";
  const { account_id } = await call<{ account_id: string }>(page, "GET", `/console/users/${here}`);
  await edit(other, pia.id, "/first_name", "Pia", "Piatta");
  await edit(other, pia.id, "/email", "pia@bakery.example", "pia@new.example");
  await edit(page, here, "/first_name", "Pia", "Pina");
  await call(other, "DELETE", `/console/users/${tom.id}`);
  await hire(other, bakery.id, { username: "eva", first_name: "Eva", last_name: "Semmel" });
  await hire(page, account_id, { username: "max", first_name: "Max", last_name: "Stollen" });
  return remote.id;
}
