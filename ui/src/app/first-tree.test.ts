import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Engine } from "../api/client";
import type { Session } from "../api/types";
import type { Platform } from "../platform";
import { firstSelected } from "./first-tree";
import { FRAMED, pathShown } from "./places";
import { createAppRouter } from "./router";

const session = { account: { id: "own" } } as Session;
const capabilities = { addressBar: true, vouchesForOwner: false };

test("the first tree stands beside every place of the console's frame, and beside no other", () => {
  const router = createAppRouter({ engine: {} as Engine, queries: new QueryClient(), platform: { capabilities } as Platform });
  const isFramed = (id: string) => id.startsWith("/shell");
  const everyOther = "/$";
  const places = Object.values(router.routesById).filter((route) => route.fullPath !== everyOther && (route.id.endsWith("/") || route.fullPath.length > 1));
  expect(places.filter((route) => isFramed(route.id)).length).toBeGreaterThanOrEqual(FRAMED.length);
  expect(places.map((route) => [route.fullPath, firstSelected(route.fullPath, session) !== null])).toEqual(places.map((route) => [route.fullPath, isFramed(route.id)]));
});

test("the account that the address names is the selected one, at the beginning one's own", () => {
  expect(firstSelected("/", session)).toEqual({ id: "own" });
  expect(firstSelected("/accounts/a7/people", session)).toEqual({ id: "a7" });
  expect(firstSelected("/users/u1/profile", session)).toEqual({ id: undefined });
});

test("the place is read where the host keeps it", () => {
  window.history.replaceState(null, "", "/settings#/accounts/a7/people?x=1");
  expect(pathShown({ capabilities } as Platform)).toBe("/settings");
  expect(pathShown({ capabilities: { ...capabilities, addressBar: false } } as Platform)).toBe("/accounts/a7/people");
  window.history.replaceState(null, "", "/");
  expect(pathShown({ capabilities: { ...capabilities, addressBar: false } } as Platform)).toBe("/");
});
