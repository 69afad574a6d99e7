import { afterEach, expect, test, vi } from "vitest";
import { gated, isLocked, setLocked } from "./lock";

const at = (path: string, init?: RequestInit) => new Request(new URL(path, "http://localhost"), init);
const refused = () => new Response(JSON.stringify({ code: "screen_locked" }), { status: 423, headers: { "content-type": "application/problem+json" } });
/** What has been promised and can go on, has. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => setLocked(false));

test("a request that meets the lock waits for it to open, and is then sent again with its body", async () => {
  const bodies: string[] = [];
  let open = false;
  const send = vi.fn(async (request: Request) => {
    bodies.push(await request.text());
    return open ? new Response("done") : refused();
  });
  const answer = gated(send)(at("/console/accounts", { method: "POST", body: "typed" }));
  await settled();
  expect(isLocked()).toBe(true);
  expect(send).toHaveBeenCalledTimes(1);
  open = true;
  setLocked(false);
  expect(await (await answer).text()).toBe("done");
  expect(bodies).toEqual(["typed", "typed"]);
});

test("while it is locked only unlocking and signing out are sent", async () => {
  const send = vi.fn(async () => new Response(null, { status: 204 }));
  const fetch = gated(send);
  setLocked(true);
  void fetch(at("/console/session"));
  void fetch(at("/console/users/1"));
  await settled();
  expect(send).not.toHaveBeenCalled();
  await fetch(at("/console/session/unlock", { method: "POST" }));
  await fetch(at("/console/session", { method: "DELETE" }));
  expect(send).toHaveBeenCalledTimes(2);
});

test("an account that is disabled is no locked screen", async () => {
  const disabled = () => new Response(JSON.stringify({ code: "locked" }), { status: 423 });
  const response = await gated(async () => disabled())(at("/console/session"));
  expect(response.status).toBe(423);
  expect(isLocked()).toBe(false);
});

test("a locked page is marked, so that nothing of it is drawn", () => {
  setLocked(true);
  expect(document.documentElement.hasAttribute("data-locked")).toBe(true);
  setLocked(false);
  expect(document.documentElement.hasAttribute("data-locked")).toBe(false);
});
