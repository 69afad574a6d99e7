/** The first, small part of the console: it finds its host, asks the engine and draws the tree, before the rest is read. */
import { askAhead } from "./api/ahead";
import { createEngine } from "./api/client";
import { keepEarlyKeys } from "./app/early-keys";
import { FirstTree } from "./app/first-tree";
import { readPreferences, showPreferences } from "./app/look";
import { pathShown } from "./app/places";
import "./design/tokens.css";
import "./design/base.css";
import { beginLocked } from "./features/lock/at-start";
import { detectPlatform, type Platform } from "./platform";

/** The reception's screen: a part of its own, from which no way leads into the console. */
const KIOSK = "/kiosk";
/** An engine that takes longer than this for the first rows is not waited for, in milliseconds. */
const ROWS_WAIT_MS = 60;
/** How long the tree is left alone with the person before the rest is read, in milliseconds: a first click is answered at once. */
const REST_MS = 80;

async function chosen({ settings }: Platform) {
  const [theme, density, language, contrast, lockAfter, lockAtStart] = await Promise.all(["theme", "density", "language", "contrast", "lockAfter", "lockAtStart"].map((key) => settings.get(key)));
  return readPreferences({ theme, density, language, contrast, lockAfter, lockAtStart });
}

/** Until what was drawn is on the screen: reading the rest keeps the page from being painted. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, REST_MS)));
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function start() {
  if (location.pathname === KIOSK) return void (await (await import("./kiosk/reception")).open(detectPlatform()));
  keepEarlyKeys();
  const platform = detectPlatform();
  let onSignedOut: () => void = () => undefined;
  const engine = createEngine(platform, () => onSignedOut());
  const preferences = await chosen(platform);
  await beginLocked(engine, preferences);
  const ahead = askAhead(engine);
  // The page has no colour of its own before (base.css), so that none flashes that was not chosen.
  showPreferences(preferences);
  const first = new FirstTree();
  const drawn = first.draw(engine, ahead, pathShown(platform), preferences).then(painted);
  await Promise.race([drawn, after(ROWS_WAIT_MS)]);
  // In parts, so that what the person does meanwhile is answered in between.
  await import("react-dom/client");
  await after(0);
  await import("./i18n");
  await after(0);
  const { open } = await import("./app/open");
  onSignedOut = await open(platform, engine, ahead, preferences, first);
}

void start();
