import type { TFunction } from "i18next";
import { LIMITED, PROBLEM_CODES, type Clash, type ProblemCode, type ProblemDocument } from "./types";

/** The engine's codes, and two of the page's own: no answer came at all, and the page itself has a fault. */
export type Code = ProblemCode | "unreachable" | "page_fault";

/** What went wrong, as something the page can act on. */
export class Problem extends Error {
  readonly code: Code;
  readonly status: number;
  readonly errors: { path: string; rule: string; detail: string }[];
  readonly clashes: Clash[];
  readonly reference: string | undefined;
  readonly limit: ProblemDocument["limit"];

  constructor(document: Omit<Partial<ProblemDocument>, "code"> & { code: Code }) {
    super(document.detail ?? document.title ?? document.code);
    this.name = "Problem";
    this.code = document.code;
    this.status = document.status ?? 0;
    this.errors = document.errors ?? [];
    this.clashes = (document.clashes ?? []) as Clash[];
    this.reference = document.reference ?? undefined;
    this.limit = document.limit;
  }
}

/** Reads a failed answer. A body that is no problem document (a proxy's error page) is an internal error. */
export async function problemFrom(response: Response): Promise<Problem> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return new Problem({ code: "internal", status: response.status, detail: response.statusText });
  const document = (await response.json().catch(() => ({}))) as Partial<ProblemDocument>;
  // A code of a newer engine is an error this page has no words for.
  const code = PROBLEM_CODES.find((known) => known === document.code) ?? "internal";
  return new Problem({ ...document, code, status: response.status });
}

/** Every failure of a call is a problem already; anything else was thrown by the page. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({ code: "page_fault", detail: error instanceof Error ? error.message : String(error) });
}

/** One sentence for people: what happened and what to do next. */
export function problemMessage(t: TFunction, error: unknown): string {
  const problem = asProblem(error);
  const message = t(`problems.${problem.code}`, { reference: problem.reference ?? "", ...limitWords(t, problem.limit) });
  const details = problem.errors.map((entry) => entry.detail).filter(Boolean);
  const listed = problem.code === "invalid" || problem.code === "taken" || problem.code === "malformed";
  if (listed && details.length > 0) return `${message} ${details.join(" ")}`;
  return message;
}

/** A limit that is reached, in the words of its sentence. */
function limitWords(t: TFunction, limit: ProblemDocument["limit"]) {
  const key = LIMITED.find((known) => known === limit?.of);
  return { what: key ? t(`limits.${key}`) : (limit?.of ?? ""), used: limit?.count ?? 0, limit: limit?.limit ?? 0 };
}

/** What is wrong with one line of a list, as the engine says it; of what finds no room, in the person's language. */
export function lineProblem(t: TFunction, document: ProblemDocument): string {
  if (document.code === "limit_reached") return problemMessage(t, new Problem({ ...document, code: "limit_reached" }));
  return document.errors?.map((error) => error.detail).join(" ") || document.detail;
}

/** The complaints about one field, `path` being a JSON pointer into the record's fields (or its end). */
export function fieldErrors(error: unknown, path: string): string[] {
  if (!(error instanceof Problem)) return [];
  return error.errors
    .filter((entry) => entry.path === path || entry.path === `/fields${path}` || entry.path.endsWith(path))
    .map((entry) => entry.detail);
}
