import { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { createEngine } from "./api/client";
import { Feed } from "./api/feed";
import { Problem } from "./api/problems";
import { App } from "./app/App";
import { createAppRouter } from "./app/router";
import { startPreferences } from "./app/preferences";
import "./design/tokens.css";
import "./design/base.css";
import { detectPlatform } from "./platform";

const RETRIES = 2;

async function start() {
  const platform = await detectPlatform();
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
  const engine = createEngine(platform, () => {
    feed.close();
    queries.removeQueries({ queryKey: ["session"] });
    void router.navigate({ to: "/sign-in", replace: true });
  });
  const router = createAppRouter({ engine, queries, platform });
  await startPreferences(platform);
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<App platform={platform} engine={engine} queries={queries} feed={feed} router={router} />);
}

void start();
