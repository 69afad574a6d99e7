import { Channel, invoke } from "@tauri-apps/api/core";
import { getStore } from "@tauri-apps/plugin-store";
import { bodyBytes } from "./body";
import { encodeEnvelope, responseFrom } from "./envelope";
import type { EventListener, FeedEvent, Platform } from "./types";

/** The console in the desktop window: the engine is in the same program, behind one command. */
export function tauriPlatform(): Platform {
  // The shell has opened the settings and writes them by itself; opening a file is not permitted to the page.
  const store = getStore("settings.json");
  return {
    kind: "desktop",
    capabilities: { vouchesForOwner: true, addressBar: false },
    fetch: send,
    events: follow,
    settings: {
      get: async (key) => (await store)?.get<string>(key),
      set: async (key, value) => (await store)?.set(key, value),
    },
  };
}

async function send(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const headers = [...request.headers.entries()] as [string, string][];
  const body = await bodyBytes(request);
  request.signal?.throwIfAborted();
  const bytes = encodeEnvelope({ method: request.method, path: url.pathname + url.search, headers }, body);
  return responseFrom(await invoke<ArrayBuffer>("http_request", bytes));
}

/** An empty batch says that the feed ended by itself (the office was closed); ask again after this long. */
const RECONNECT_MS = 1_000;

function follow(after: number, listener: EventListener): () => void {
  let last = after;
  let stopped = false;
  let current: Promise<number> | undefined;
  const open = () => {
    if (stopped) return;
    listener.onState("connecting");
    const channel = new Channel<FeedEvent[]>();
    channel.onmessage = (batch) => {
      if (stopped) return;
      if (batch.length === 0) return void window.setTimeout(open, RECONNECT_MS);
      last = Math.max(last, ...batch.map((event) => event.seq));
      if (batch.some((event) => event.topic === "resync")) listener.onResync();
      listener.onEvents(batch);
    };
    current = invoke<number>("subscribe_events", { after: last, channel });
    current.then(() => listener.onState("connected")).catch(() => window.setTimeout(open, RECONNECT_MS));
  };
  open();
  return () => {
    stopped = true;
    current?.then((id) => invoke("unsubscribe_events", { subscription: id })).catch(() => undefined);
  };
}
