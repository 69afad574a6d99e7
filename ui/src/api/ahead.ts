/**
 * What the first screen shows, asked for while the rest of the console is still being read. Nothing depends on it: an
 * answer that fails or comes late is asked for again by whoever needs it.
 */
import { PAGE } from "../design/tree/tree-model";
import { answer, type Engine } from "./client";
import type { Id, Installation, Session, TreeQuery, TreeWindow } from "./types";

export interface Frame {
  installation?: Installation;
  session?: Session;
}

export interface Ahead {
  readonly frame: Promise<Frame>;
  readonly tree: Promise<TreeWindow | undefined>;
}

/** How the tree is opened at first: the account on top, and what is directly below it. */
export const firstTree = (top: Id): TreeQuery => ({ open: "none", toggled: [top], from: 0, count: PAGE });

export function askAhead(engine: Engine): Ahead {
  const frame = askFrame(engine);
  const tree = frame
    .then(({ session }) => session && answer(engine.POST("/console/tree/window", { body: firstTree(session.account.id) })))
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
