import { createContext, use, useSyncExternalStore } from "react";
import type { Feed } from "../api/feed";

const FeedContext = createContext<Feed | null>(null);
export const FeedProvider = FeedContext.Provider;

export function useFeed(): Feed {
  const feed = use(FeedContext);
  if (!feed) throw new Error("useFeed outside of FeedProvider");
  return feed;
}

/** The number of the newest change this page knows of, and whether the feed is up. */
export function useFeedState(): { seq: number; state: string } {
  const feed = useFeed();
  const text = useSyncExternalStore(feed.subscribe, () => `${feed.seq} ${feed.state}`);
  const [seq = "0", state = "connecting"] = text.split(" ");
  return { seq: Number(seq), state };
}
