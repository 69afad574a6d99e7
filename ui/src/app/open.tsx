/** The console itself, from the moment on when its host is known and the engine has been asked. */
import { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import type { Ahead } from "../api/ahead";
import type { Engine } from "../api/client";
import { Feed } from "../api/feed";
import { Problem } from "../api/problems";
import { firstTreeKey, installationQuery, sessionQuery } from "../api/queries";
import type { Platform } from "../platform";
import { App } from "./App";
import { startPreferences } from "./preferences";
import { createAppRouter } from "./router";

const RETRIES = 2;
/** The tree is drawn together with the frame around it when its rows come within this time, in milliseconds. */
const TREE_WAIT_MS = 150;

/** Draws the console. Answers what is to be done once the engine says that nobody is signed in. */
export async function open(platform: Platform, engine: Engine, ahead: Ahead, chosen: readonly (string | undefined)[]): Promise<() => void> {
  const queries = new QueryClient({
    defaultOptions: {
      // The engine is local or on the same origin: never wait for the browser's idea of being online.
      queries: {
        networkMode: "always",
        staleTime: 30_000,
        retry: (count, error) => count < RETRIES && error instanceof Problem && error.code === "unreachable",
      },
      mutations: { networkMode: "always" },
    },
  });
  const feed = new Feed(platform, queries);
  const router = createAppRouter({ engine, queries, platform });
  await startPreferences(platform, chosen);
  await remember(queries, engine, ahead);
  // With the first place found already, it is drawn once.
  await router.load();
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<App platform={platform} engine={engine} queries={queries} feed={feed} router={router} />);
  return () => {
    feed.close();
    queries.removeQueries({ queryKey: ["session"] });
    void router.navigate({ to: "/sign-in", replace: true });
  };
}

/** Keeps the answers that were asked for ahead where the screens look for them. */
async function remember(queries: QueryClient, engine: Engine, ahead: Ahead): Promise<void> {
  const { installation, session } = await ahead.frame;
  if (installation) queries.setQueryData(installationQuery(engine).queryKey, installation);
  if (!session) return;
  queries.setQueryData(sessionQuery(engine).queryKey, session);
  const tree = await Promise.race([ahead.tree, new Promise<undefined>((resolve) => window.setTimeout(resolve, TREE_WAIT_MS))]);
  if (tree) queries.setQueryData(firstTreeKey(session.account.id), tree);
}
