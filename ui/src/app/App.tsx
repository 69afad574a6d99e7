import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Engine } from "../api/client";
import { HostProvider } from "../api/context";
import type { Feed } from "../api/feed";
import { Messages } from "../design/Messages";
import type { Platform } from "../platform";
import { formatLocale } from "../i18n/format";
import { FeedProvider } from "./feed-context";
import type { AppRouter } from "./router";

interface AppProps {
  platform: Platform;
  engine: Engine;
  queries: QueryClient;
  feed: Feed;
  router: AppRouter;
}

export function App({ platform, engine, queries, feed, router }: AppProps) {
  const { i18n } = useTranslation();
  const host = useMemo(() => ({ platform, engine }), [platform, engine]);
  return (
    <I18nProvider locale={i18n.language && formatLocale()}>
      <HostProvider value={host}>
        <FeedProvider value={feed}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
            <Messages />
          </QueryClientProvider>
        </FeedProvider>
      </HostProvider>
    </I18nProvider>
  );
}
