/**
 * What the first screen shows, asked for while the rest of the console is still being read. Nothing depends on it: an
 * answer that fails or comes late is asked for again by whoever needs it.
 */
import { answer, type Engine } from "./client";
import { firstTree, readTreeWindow } from "./tree";
import type { Installation, Session, TreeWindow } from "./types";

export interface Frame {
  installation?: Installation;
  session?: Session;
}

export interface Ahead {
  readonly frame: Promise<Frame>;
  readonly tree: Promise<TreeWindow | undefined>;
}

export function askAhead(engine: Engine): Ahead {
  const frame = askFrame(engine);
  const tree = frame
    .then(({ session }) => session && readTreeWindow(engine, firstTree(session.account.id)))
    .catch(() => undefined);
  return { frame, tree };
}

async function askFrame(engine: Engine): Promise<Frame> {
  const frame: Frame = {};
  try {
    frame.installation = await answer(engine.GET("/console/installation"));
    // Without an office there is nobody who could be signed in.
    if (frame.installation.installed) frame.session = await answer(engine.GET("/console/session"));
  } catch {
    // See above.
  }
  return frame;
}
