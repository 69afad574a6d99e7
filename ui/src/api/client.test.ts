import { expect, test, vi } from "vitest";
import type { Platform } from "../platform";
import { answer, createEngine } from "./client";
import { Problem } from "./problems";

function engineThat(respond: (request: Request) => Response | Promise<Response>) {
  const signedOut = vi.fn();
  const platform = { fetch: async (request: Request) => respond(request) } as Platform;
  return { engine: createEngine(platform, signedOut), signedOut };
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

test("a path parameter and a body arrive as the API wants them", async () => {
  let seen: Request | undefined;
  const { engine } = engineThat((request) => {
    seen = request;
    return json(200, {});
  });
  await answer(engine.PATCH("/console/users/{id}", { params: { path: { id: "abc" } }, body: { changes: [{ path: "/email" }] } }));
  expect(new URL(seen!.url).pathname).toBe("/console/users/abc");
  expect(seen!.method).toBe("PATCH");
  expect(await seen!.json()).toEqual({ changes: [{ path: "/email" }] });
});

test("a failure is thrown as a problem, and a lost session is told", async () => {
  const { engine, signedOut } = engineThat(() => json(401, { code: "unauthenticated" }));
  await expect(answer(engine.GET("/console/session"))).rejects.toMatchObject({ code: "unauthenticated" });
  expect(signedOut).toHaveBeenCalledOnce();
});

test("no answer at all is its own problem", async () => {
  const { engine } = engineThat(() => Promise.reject(new TypeError("Failed to fetch")));
  const failure = await answer(engine.GET("/console/session")).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Problem);
  expect((failure as Problem).code).toBe("unreachable");
});

test("the page itself, served for an unknown path, does not pass for an answer", async () => {
  const { engine } = engineThat(() => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }));
  await expect(answer(engine.GET("/console/session"))).rejects.toMatchObject({ code: "unreachable" });
});

test("an empty answer is no failure", async () => {
  const { engine } = engineThat(() => new Response(null, { status: 204 }));
  await expect(answer(engine.DELETE("/console/session"))).resolves.toBeUndefined();
});
