import i18next from "i18next";
import { expect, test } from "vitest";
import { fieldErrors, lineProblem, Problem, problemFrom, problemMessage } from "./problems";
import { PROBLEM_CODES } from "./types";

const t = i18next.t;

const answer = (status: number, body: unknown, type = "application/problem+json") =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

test("every code has a sentence of its own", () => {
  const sentences = PROBLEM_CODES.map((code) => problemMessage(t, new Problem({ code })));
  expect(new Set(sentences).size).toBe(PROBLEM_CODES.length);
  expect(sentences.filter((sentence) => sentence.startsWith("problems."))).toEqual([]);
});

test("a problem document keeps its code, fields and reference", async () => {
  const problem = await problemFrom(
    answer(422, { type: "about:blank", title: "x", status: 422, code: "invalid", detail: "d", errors: [{ path: "/realm", rule: "pattern", detail: "No blanks." }] }),
  );
  expect(problem.code).toBe("invalid");
  expect(fieldErrors(problem, "/realm")).toEqual(["No blanks."]);
  expect(fieldErrors(problem, "/name")).toEqual([]);
  expect(problemMessage(t, problem)).toContain("No blanks.");
});

test("an error page of something in between is an internal error, not a crash", async () => {
  const problem = await problemFrom(new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } }));
  expect(problem.code).toBe("internal");
  expect((await problemFrom(new Response("{", { status: 500, headers: { "content-type": "application/json" } }))).code).toBe("internal");
});

test("a code of a newer engine does not reach the catalogue", async () => {
  expect((await problemFrom(answer(400, { code: "brand_new" }))).code).toBe("internal");
});

test("an internal error tells the reference to look for in the log", () => {
  expect(problemMessage(t, new Problem({ code: "internal", reference: "r-17" }))).toContain("r-17");
});

test("a fault of the page is not blamed on the engine", () => {
  expect(problemMessage(t, new TypeError("x is not a function"))).toBe(t("problems.page_fault"));
});

test("a limit that is reached says of what, how many there are and may be, also for one line of a list", async () => {
  const limit = { of: "ring_groups", limit: 20, count: 21 };
  const document = { type: "about:blank", title: "Conflict", status: 409, code: "limit_reached", detail: "d", limit };
  const message = problemMessage(t, await problemFrom(answer(409, document)));
  expect(message).toContain("Ring groups, 21 of 20");
  expect(lineProblem(t, document)).toBe(message);
});

test("a line of a list says what is wrong with its fields", () => {
  const document = { type: "about:blank", title: "x", status: 422, code: "invalid", detail: "d", errors: [{ path: "/name", rule: "pattern", detail: "No blanks." }] };
  expect(lineProblem(t, document)).toBe("No blanks.");
  expect(lineProblem(t, { ...document, errors: [] })).toBe("d");
});
