import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { Platform } from "../platform";
import { gated } from "./lock";
import { Problem, problemFrom } from "./problems";
import type { paths } from "./schema";

/** The engine as the page sees it: the operations of docs/openapi/console.json, every failure a thrown `Problem`. */
export type Engine = Client<paths>;

export function createEngine(platform: Platform, onSignedOut: () => void): Engine {
  const engine = createClient<paths>({ baseUrl: new URL("/", document.baseURI).href.replace(/\/$/, ""), fetch: gated(platform.fetch) });
  const failures: Middleware = {
    async onResponse({ response }) {
      if (!response.ok) {
        const problem = await problemFrom(response);
        if (problem.code === "unauthenticated") onSignedOut();
        throw problem;
      }
      // A web server that answers every unknown path with the page itself would otherwise look like success.
      const isPage = response.headers.get("content-type")?.includes("text/html");
      if (isPage) throw new Problem({ code: "unreachable", status: response.status });
    },
    onError({ error }) {
      return new Problem({ code: "unreachable", detail: error instanceof Error ? error.message : String(error) });
    },
  };
  engine.use(failures);
  return engine;
}

/** The answer of a call; what is not an answer was thrown already. */
export async function answer<Data>(call: Promise<{ data?: Data }>): Promise<Data> {
  return (await call).data as Data;
}
