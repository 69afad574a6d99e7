import { download } from "./download";
import type { EventListener, FeedEvent, FeedPath, Notices, Platform } from "./types";

/** The console in a browser: the server is this origin, the feed is server-sent events. */
export function browserPlatform(): Platform {
  return {
    kind: "browser",
    capabilities: { vouchesForOwner: false, addressBar: true },
    fetch: (request) => window.fetch(request),
    events: follow,
    settings: {
      get: async (key) => window.localStorage.getItem(`cordboard.${key}`) ?? undefined,
      set: async (key, value) => window.localStorage.setItem(`cordboard.${key}`, value),
    },
    notices,
    saveFile: async (name, type, text) => {
      download(name, type, text);
      return undefined;
    },
  };
}

const STATES = { granted: "granted", denied: "denied", default: "ask" } as const;

const notices: Notices = {
  permission: () => ("Notification" in window ? STATES[Notification.permission] : "unable"),
  ask: async () => ("Notification" in window ? STATES[await Notification.requestPermission()] : "unable"),
  show: (title, text, opened) => {
    const notice = new Notification(title, { body: text, icon: "/favicon.svg" });
    notice.onclick = () => {
      window.focus();
      notice.close();
      opened();
    };
  },
};

/** EventSource gives up after an HTTP error (a restarted server); wait this long and ask again. */
const RECONNECT_MS = 2_000;

function follow(after: number, listener: EventListener, feed: FeedPath = "/console/events"): () => void {
  let last = after;
  let source: EventSource | undefined;
  let timer: number | undefined;
  const open = () => {
    listener.onState("connecting");
    source = new EventSource(`${feed}?after=${last}`);
    source.onopen = () => listener.onState("connected");
    source.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as FeedEvent;
      last = Math.max(last, event.seq);
      listener.onEvents([event]);
    };
    source.addEventListener("resync", (message) => {
      const seq = Number((message as MessageEvent<string>).lastEventId);
      if (Number.isFinite(seq) && seq > 0) last = seq;
      listener.onResync();
    });
    source.onerror = () => {
      listener.onState("connecting");
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, RECONNECT_MS);
    };
  };
  open();
  return () => {
    source?.close();
    window.clearTimeout(timer);
  };
}
