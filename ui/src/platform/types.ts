/** What the page needs from the program that hosts it. Nothing else in the console may ask which host it is. */
export interface Platform {
  readonly kind: "desktop" | "browser";
  readonly capabilities: Capabilities;
  /** The one way to the engine: HTTP semantics, whatever carries it. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Follows the event feed from `after` (a seq) on; returns how to stop. */
  readonly events: (after: number, listener: EventListener) => () => void;
  readonly settings: Settings;
}

/** Features that one host has and another has not; `README.md` beside this file lists each. */
export interface Capabilities {
  /** The host keeps the session, so there may be no sign-in and no sign-out. */
  readonly vouchesForOwner: boolean;
  /** Paths in the address bar; without it the route lives behind `#`. */
  readonly addressBar: boolean;
}

/** One entry of the feed: something changed, read it again with your own rights. */
export interface FeedEvent {
  readonly seq: number;
  readonly topic: string;
  readonly ids: readonly { kind: string; id: string; account_id?: string | null }[];
}

export interface EventListener {
  readonly onEvents: (events: readonly FeedEvent[]) => void;
  /** The wanted seq is no longer kept: everything shown may be old. */
  readonly onResync: () => void;
  readonly onState: (state: "connected" | "connecting") => void;
}

/** Small choices of the person at this machine (theme, density, language); never data of the office. */
export interface Settings {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly set: (key: string, value: string) => Promise<void>;
}
