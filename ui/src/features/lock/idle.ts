/** Notices that nobody is at the screen. Windows of one browser count together: who works in one is there. */

const KEY = "cordboard.active";
/** What somebody does who is there. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
/** So often it is looked whether anybody was there, in milliseconds. */
const LOOK_MS = 5_000;
/** A sign is written down at most so often, in milliseconds: the pointer gives hundreds. */
const NOTE_MS = 1_000;

/** Calls `left` once nobody was there for so many minutes, and again as often as that happens. Returns how to stop. */
export function watchIdle(minutes: number, left: () => void): () => void {
  let noted = 0;
  const note = () => {
    const now = Date.now();
    if (now - noted < NOTE_MS) return;
    noted = now;
    localStorage.setItem(KEY, String(now));
  };
  const look = () => {
    const last = Math.max(noted, Number(localStorage.getItem(KEY)) || 0);
    if (Date.now() - last >= minutes * 60_000) left();
  };
  note();
  const timer = window.setInterval(look, LOOK_MS);
  for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });
  return () => {
    window.clearInterval(timer);
    for (const sign of SIGNS) window.removeEventListener(sign, note, { capture: true });
  };
}
