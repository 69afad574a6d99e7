/**
 * Keeps whoever stands at the reception inside of it: no key, link, drag, menu or way back leads out. A browser keeps a
 * few keys for itself (closing the window, say); full screen with the keyboard locked takes most of those, and the
 * window of the desktop program all of them.
 */
import { staysInside } from "./keys";

interface WithKeyboard {
  readonly keyboard?: { readonly lock?: () => Promise<void> };
}

const stop = (event: Event) => event.preventDefault();

/** Begins to keep. The listeners stand first in line, before any of the page's own. */
export function guard(fills: boolean): void {
  const first = { capture: true } as const;
  window.addEventListener("keydown", (event) => void (staysInside(event) || event.preventDefault()), first);
  for (const name of ["contextmenu", "dragstart", "dragover", "drop", "auxclick", "gesturestart"]) window.addEventListener(name, stop, first);
  window.addEventListener("wheel", (event) => void (event.ctrlKey && event.preventDefault()), { capture: true, passive: false });
  window.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href], area[href]");
    if (link || event.button !== 0) event.preventDefault();
  }, first);
  window.open = () => null;
  // Going back comes here again.
  history.pushState(null, "", location.href);
  window.addEventListener("popstate", () => history.pushState(null, "", location.href));
  keepAwake();
  // The desktop window fills the screen by itself.
  if (!fills) return;
  // Only what somebody does himself may fill it.
  const fill = () => {
    if (document.fullscreenElement || !document.fullscreenEnabled) return;
    void document.documentElement.requestFullscreen({ navigationUI: "hide" }).then(() => (navigator as WithKeyboard).keyboard?.lock?.(), () => undefined);
  };
  window.addEventListener("pointerup", fill, first);
  window.addEventListener("keyup", (event) => void (event.key !== "Escape" && fill()), first);
}

/** The screen never sleeps while the reception is shown. In the desktop window the shell sees to it, too. */
function keepAwake(): void {
  const ask = () => void (document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => undefined));
  ask();
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("fullscreenchange", ask);
}

