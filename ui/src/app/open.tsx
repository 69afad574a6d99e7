/** The console itself, from the moment on when its host is known and the engine has been asked. */
import { QueryClient } from "@tanstack/react-query";
import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import type { Ahead } from "../api/ahead";
import type { Engine } from "../api/client";
import { Feed } from "../api/feed";
import { Problem } from "../api/problems";
import { firstTreeKey, installationQuery, sessionQuery } from "../api/queries";
import { placeLock } from "../features/lock/LockRoot";
import type { Platform } from "../platform";
import { App } from "./App";
import { endEarlyKeys } from "./early-keys";
import type { FirstTree } from "./first-tree";
import type { Preferences } from "./look";
import { startPreferences } from "./preferences";
import { createAppRouter, isFramed } from "./router";

const RETRIES = 2;
/** The tree is drawn together with the frame around it when its rows come within this time, in milliseconds. */
const TREE_WAIT_MS = 150;

/** Draws the console. Answers what is to be done once the engine says that nobody is signed in. */
export async function open(platform: Platform, engine: Engine, ahead: Ahead, chosen: Preferences, first: FirstTree): Promise<() => void> {
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
  placeLock({ platform, engine, queries });
  await remember(queries, engine, ahead);
  const opened = first.takeOpened();
  if (opened) router.history.push(router.buildLocation({ to: "/accounts/$id/$tab", params: { id: opened, tab: "overview" } }).href);
  // With the first place found already, it is drawn once.
  await router.load();
  if (!isFramed(router)) endEarlyKeys();
  const root = document.getElementById("root");
  // As a transition it is drawn bit by bit, and the tree that stands there is answered in between.
  if (root) startTransition(() => createRoot(root).render(<App platform={platform} engine={engine} queries={queries} feed={feed} router={router} first={first} />));
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
