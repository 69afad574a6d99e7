import { beforeEach, expect, test } from "vitest";
import { forgetPlaces, recentPlaces, remember } from "./recent";

beforeEach(forgetPlaces);

test("the newest place comes first, and each stands there once", () => {
  for (const name of ["A", "B", "A"]) remember({ id: name, name, kind: "account" });
  expect(recentPlaces().map((place) => place.id)).toEqual(["A", "B"]);
});

test("a few places are kept, not all", () => {
  for (let number = 0; number < 30; number += 1) remember({ id: String(number), name: "x", kind: "user" });
  expect(recentPlaces()).toHaveLength(10);
});

test("what is damaged is no place", () => {
  sessionStorage.setItem("cordboard.recent", "[{]");
  expect(recentPlaces()).toEqual([]);
});
