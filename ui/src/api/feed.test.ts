import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import type { FeedEvent, Platform } from "../platform";
import type { EventListener } from "../platform/types";
import { Feed, keysTouched } from "./feed";

const event = (kind: string, id: string, seq = 5): FeedEvent => ({ seq, topic: `${kind}.update`, ids: [{ kind, id, account_id: "acc" }] });

function feedWith() {
  let listener: EventListener | undefined;
  const stop = vi.fn();
  const platform = { events: (_after: number, wanted: EventListener) => ((listener = wanted), stop) } as unknown as Platform;
  const queries = new QueryClient();
  return { feed: new Feed(platform, queries), queries, stop, listen: () => listener! };
}

test("an event makes the record and the lists of its account old", () => {
  expect(keysTouched(event("user", "u1"))).toEqual(expect.arrayContaining([["user", "u1"], ["account", "acc"], ["audit"], ["search"]]));
});

test("a change of an account reaches everybody's forwarding, for its hours are theirs", () => {
  expect(keysTouched(event("account", "acc"))).toContainEqual(["user"]);
  expect(keysTouched(event("user", "u1"))).not.toContainEqual(["user"]);
});

test("only an account event reads the tree again", () => {
  const { feed, listen } = feedWith();
  const tree = vi.fn();
  feed.onTreeChanged(tree);
  feed.start(3);
  listen().onEvents([event("user", "u1")]);
  expect(tree).not.toHaveBeenCalled();
  listen().onEvents([event("account", "a1", 9)]);
  expect(tree).toHaveBeenCalledOnce();
  expect(feed.seq).toBe(9);
});

test("a gap in the feed makes everything old", () => {
  const { feed, queries, listen } = feedWith();
  const all = vi.spyOn(queries, "invalidateQueries");
  feed.start(1);
  listen().onResync();
  expect(all).toHaveBeenCalledWith();
});

test("signing out ends the feed, and it can begin anew", () => {
  const { feed, stop } = feedWith();
  feed.start(1);
  feed.close();
  expect(stop).toHaveBeenCalledOnce();
  feed.start(2);
  expect(feed.seq).toBe(2);
});

test("what goes on in a room is read again, and nothing else is", () => {
  const live: FeedEvent = { seq: 5, topic: "meeting.live", ids: [{ kind: "meeting", id: "m1", account_id: "acc" }] };
  expect(keysTouched(live)).toEqual([["meeting", "m1"], ["account", "acc", "meetings"]]);
});
