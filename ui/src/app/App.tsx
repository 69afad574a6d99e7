import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useLayoutEffect, useMemo } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Engine } from "../api/client";
import { HostProvider } from "../api/context";
import type { Feed } from "../api/feed";
import { Messages } from "../design/Messages";
import type { Platform } from "../platform";
import { formatLocale } from "../i18n/format";
import { FeedProvider } from "./feed-context";
import type { FirstTree } from "./first-tree";
import type { AppRouter } from "./router";
import { FirstTreeProvider } from "./tree-context";

interface AppProps {
  platform: Platform;
  engine: Engine;
  queries: QueryClient;
  feed: Feed;
  router: AppRouter;
  first: FirstTree;
}

export function App({ platform, engine, queries, feed, router, first }: AppProps) {
  const { i18n } = useTranslation();
  const host = useMemo(() => ({ platform, engine }), [platform, engine]);
  // By now the sidebar has taken the tree over, if there is one.
  useLayoutEffect(() => first.end(), [first]);
  return (
    <I18nProvider locale={i18n.language && formatLocale()}>
      <HostProvider value={host}>
        <FeedProvider value={feed}>
          <QueryClientProvider client={queries}>
            <FirstTreeProvider value={first}>
              <RouterProvider router={router} />
            </FirstTreeProvider>
            <Messages />
          </QueryClientProvider>
        </FeedProvider>
      </HostProvider>
    </I18nProvider>
  );
}
