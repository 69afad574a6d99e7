/** What the page needs from the program that hosts it. Nothing else in the console may ask which host it is. */
export interface Platform {
  readonly kind: "desktop" | "browser";
  readonly capabilities: Capabilities;
  /** The one way to the engine: HTTP semantics, whatever carries it. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Follows the event feed from `after` (a seq) on; returns how to stop. */
  readonly events: (after: number, listener: EventListener, feed?: FeedPath) => () => void;
  readonly settings: Settings;
  readonly notices: Notices;
  /** Gives the person a file; answers where it lies, where the host knows. */
  readonly saveFile: (name: string, type: string, text: string) => Promise<string | undefined>;
  /** The icon in the desktop's tray; a browser has none. */
  readonly tray?: Tray;
  /** What only a program on this computer can do; a browser has none of it. */
  readonly computer?: Computer;
}

/** Notices of the desktop, for somebody who looks elsewhere. */
export interface Notices {
  /** Whether they may be shown; "ask" where the person has not been asked yet, "unable" where there are none. */
  readonly permission: () => "granted" | "denied" | "ask" | "unable";
  /** Asks the person, and answers what came of it. */
  readonly ask: () => Promise<"granted" | "denied" | "ask" | "unable">;
  /** Shows one; `opened` is called when the person chooses it. Where the desktop shows none, nothing happens. */
  readonly show: (title: string, text: string, opened: () => void) => void;
}

/** The icon in the desktop's tray, with a menu. */
export interface Tray {
  /** Shows this in the place of what was shown; `picked` is told the id of what is chosen. The host itself does "open" and "quit". */
  readonly show: (shown: TrayShown, picked: (id: string) => void) => void;
}

export interface TrayShown {
  readonly title: string;
  readonly detail: string;
  readonly attention: boolean;
  readonly right_to_left: boolean;
  readonly entries: readonly TrayEntry[];
}

export type TrayEntry =
  | { readonly kind: "deed"; readonly id: string; readonly label: string }
  | { readonly kind: "choice"; readonly label: string; readonly chosen: string | null; readonly options: readonly (readonly [id: string, label: string])[] }
  | { readonly kind: "line" };

/** The office file, its copies and the other offices of this computer. No path is ever said: the shell knows what was picked. */
export interface Computer {
  /** Lets the person pick a folder in the system's dialog; nothing when none was picked. */
  readonly pickFolder: (title: string) => Promise<Folder | null>;
  /** Copies the open office into a new folder inside of the picked one. Rejects with a `Refused`, as the next two do. */
  readonly saveCopy: () => Promise<Copy>;
  /** Reads the copy in the picked folder through and through. */
  readonly checkCopy: () => Promise<Copy>;
  /** Ends the program and starts it again with the copy in the picked folder in the office's place. */
  readonly restoreCopy: () => Promise<void>;
  readonly offices: () => Promise<Offices>;
  /** Opens the office of this number among the others, or the one in the picked folder, in a window of its own. */
  readonly openOffice: (number?: number) => Promise<void>;
  /** Whether this office's reception starts with the desktop, after switching it where `wanted` is said; null where that cannot be. */
  readonly kioskAutostart: (wanted?: boolean) => Promise<boolean | null>;
  /** What was kept when the program failed last, if that was not thrown away yet. */
  readonly crashReport: () => Promise<string | null>;
  readonly forgetCrashes: () => Promise<void>;
}

export interface Folder {
  readonly path: string;
  /** Whether an office is in it. */
  readonly office: boolean;
}

export interface Copy {
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
}

export interface Offices {
  readonly here: string;
  readonly demo: boolean;
  /** Opened before, the newest first. */
  readonly others: readonly string[];
}

export interface Refused {
  readonly code: "missing" | "occupied" | "damaged" | "in_use" | "system";
  readonly detail: string;
}

/** Whose feed it is. In the window the shell knows. */
export type FeedPath = "/console/events" | "/console/kiosk/events";

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
