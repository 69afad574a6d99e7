/** A browser that is to begin locked: once for each of its windows, since a reload is no beginning. */
import type { Engine } from "../../api/client";
import { setLocked } from "../../api/lock";
import type { Preferences } from "../../app/look";

const BEGUN = "cordboard.begun";

/** Locks the session before anything of it is asked for. In the window the engine has begun locked by itself. */
export async function beginLocked(engine: Engine, preferences: Preferences): Promise<void> {
  if (sessionStorage.getItem(BEGUN)) return;
  sessionStorage.setItem(BEGUN, "yes");
  if (preferences.lockAtStart !== "yes") return;
  // Where nobody is signed in there is nothing to lock.
  await engine.POST("/console/session/lock").then(
    () => setLocked(true),
    () => undefined,
  );
}
