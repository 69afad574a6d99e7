/** The first, small part of the console: it finds its host and asks the engine, while the rest is being read. */
import { askAhead } from "./api/ahead";
import { createEngine } from "./api/client";
import "./design/tokens.css";
import "./design/base.css";
import { detectPlatform } from "./platform";

/** The reception's screen: a part of its own, from which no way leads into the console. */
const KIOSK = "/kiosk";

async function start() {
  if (location.pathname === KIOSK) return void (await (await import("./kiosk/reception")).open(detectPlatform()));
  const rest = import("./app/open");
  const platform = detectPlatform();
  let onSignedOut: () => void = () => undefined;
  const engine = createEngine(platform, () => onSignedOut());
  const ahead = askAhead(engine);
  const chosen = Promise.all(["theme", "density", "language", "contrast"].map((key) => platform.settings.get(key)));
  // The page has no colour of its own before (base.css), so that none flashes that was not chosen.
  void chosen.then(([theme]) => (document.documentElement.dataset["theme"] = theme ?? "system"));
  const { open } = await rest;
  onSignedOut = await open(platform, engine, ahead, await chosen);
}

void start();
