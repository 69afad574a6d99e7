import type { Platform } from "../platform";
import { Problem, problemFrom } from "./problems";

/** The engine as the page sees it: paths in, JSON out, every failure a `Problem`. */
export interface Engine {
  readonly get: <Answer>(path: string, query?: Query) => Promise<Answer>;
  readonly send: <Answer>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, query?: Query) => Promise<Answer>;
}

type Query = { [name: string]: string | number | boolean | undefined };

export function createEngine(platform: Platform, onSignedOut: () => void): Engine {
  async function call<Answer>(method: string, path: string, body?: unknown, query: Query = {}): Promise<Answer> {
    const url = new URL(path, document.baseURI);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const init: RequestInit = { method, headers: { accept: "application/json" } };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { accept: "application/json", "content-type": "application/json" };
    }
    const response = await platform.fetch(new Request(url, init)).catch((cause: unknown) => {
      throw new Problem({ code: "unreachable", detail: String(cause) });
    });
    if (!response.ok) {
      const problem = await problemFrom(response);
      if (problem.code === "unauthenticated") onSignedOut();
      throw problem;
    }
    if (response.status === 204) return undefined as Answer;
    // A web server that answers every unknown path with the page itself would otherwise look like success.
    if (!response.headers.get("content-type")?.includes("json")) throw new Problem({ code: "unreachable", status: response.status });
    return (await response.json()) as Answer;
  }
  return {
    get: (path, query) => call("GET", path, undefined, query),
    send: (method, path, body, query) => call(method, path, body, query),
  };
}
