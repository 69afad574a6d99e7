import { Channel, invoke } from "@tauri-apps/api/core";
import { getStore } from "@tauri-apps/plugin-store";
import { bodyBytes } from "./body";
import { encodeEnvelope, responseFrom } from "./envelope";
import type { EventListener, FeedEvent, Platform } from "./types";

/** An answer to a request that the shell knew would come (src-tauri/src/ahead.rs). */
interface Prepared {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly answer: string;
}

interface Ahead {
  answers: Prepared[];
  /** All of them; none once the page has written one. */
  settings: Readonly<Record<string, unknown>> | undefined;
}

declare global {
  interface Window {
    cordboardAhead?: Ahead;
  }
}

/** How long after the start an answer that was given ahead is taken for a new one, in milliseconds. */
const AHEAD_MS = 5_000;

/** What the shell has answered before the page asked. After a reload it is old, and everything is asked anew. */
function takeAhead(): Ahead {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const ahead = (window.cordboardAhead ??= { answers: [], settings: undefined });
  if (navigation?.type === "reload") Object.assign(ahead, { answers: [], settings: undefined });
  return ahead;
}

/** The answer that was given ahead to this request, once. */
function prepared(ahead: Ahead, request: Request, path: string, body: Uint8Array): Response | undefined {
  if (ahead.answers.length === 0) return undefined;
  if (performance.now() > AHEAD_MS) ahead.answers = [];
  const text = new TextDecoder().decode(body);
  const known = ahead.answers.findIndex((one) => one.method === request.method && one.path === path && one.body === text);
  const [one] = known < 0 ? [] : ahead.answers.splice(known, 1);
  return one && new Response(one.answer, { headers: { "content-type": "application/json" } });
}

/** The console in the desktop window: the engine is in the same program, behind one command. */
export function tauriPlatform(): Platform {
  // The shell has opened the settings and writes them by itself; opening a file is not permitted to the page.
  const store = getStore("settings.json");
  const ahead = takeAhead();
  return {
    kind: "desktop",
    capabilities: { vouchesForOwner: true, addressBar: false },
    fetch: (request) => send(request, ahead),
    events: follow,
    settings: {
      get: async (key) => (ahead.settings ? (ahead.settings[key] as string | undefined) : (await store)?.get<string>(key)),
      set: async (key, value) => {
        ahead.settings = undefined;
        await (await store)?.set(key, value);
      },
    },
    notices: {
      permission: () => "granted",
      ask: async () => "granted",
      // Where the desktop shows none there is nothing more to say.
      show: (title, text, opened) => void invoke<boolean>("show_notice", { title, text }).then((clicked) => clicked && opened()).catch(() => undefined),
    },
    saveFile: (name, _type, text) => invoke<string>("save_file", { name, text }),
    tray: {
      show: (shown, picked) => {
        const channel = new Channel<string>();
        channel.onmessage = picked;
        // A desktop without a tray is no failure.
        invoke("show_tray", { shown, picked: channel }).catch(() => undefined);
      },
    },
    computer: {
      pickFolder: (title) => invoke("pick_folder", { title }),
      saveCopy: () => invoke("save_copy"),
      checkCopy: () => invoke("check_copy"),
      restoreCopy: () => invoke("restore_copy"),
      offices: () => invoke("known_offices"),
      openOffice: (number) => invoke("open_office", { number }),
      kioskAutostart: (wanted) => invoke("kiosk_autostart", { wanted }),
      crashReport: () => invoke("crash_report"),
      forgetCrashes: () => invoke("forget_crashes"),
    },
  };
}

async function send(request: Request, ahead: Ahead): Promise<Response> {
  const url = new URL(request.url);
  const headers = [...request.headers.entries()] as [string, string][];
  const body = await bodyBytes(request);
  request.signal?.throwIfAborted();
  const path = url.pathname + url.search;
  const known = prepared(ahead, request, path, body);
  if (known) return known;
  const bytes = encodeEnvelope({ method: request.method, path, headers }, body);
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
