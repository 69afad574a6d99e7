/**
 * Runs in the page, before anything of it. Takes the time from an input event to the first picture that shows what was
 * waited for, with the page's own clock.
 */
(() => {
  /** Called before a frame is drawn: when that frame has been. */
  const drawn = (done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(null);
  };
  const painted = (done) => requestAnimationFrame(() => drawn(done));
  let last = { at: 0 };
  for (const kind of ["keydown", "click"]) addEventListener(kind, (event) => (last = { at: event.timeStamp }), { capture: true });

  /** From the last click until an element with this text is there, while none is for the other selector. */
  globalThis.sinceClick = ({ wanted, text = "", notYet }) =>
    new Promise((resolve, reject) => {
      const asked = performance.now();
      const look = () => {
        const found = document.querySelector(wanted);
        const isThere = found !== null && found.textContent.includes(text) && (!notYet || document.querySelector(notYet) === null);
        // What is found before a frame is drawn is in that very frame.
        if (isThere) drawn((at) => resolve(at - last.at));
        else if (performance.now() - asked > 10_000) reject(new Error(`nothing came for ${wanted} ${text}`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  /** Until `quiet` milliseconds after a key: when the list's last change was painted; null when nothing changed. */
  globalThis.watchKey = (list, quiet) => {
    const box = document.querySelector(list);
    const before = last.at;
    let shown = null;
    const observer = new MutationObserver(() => painted((at) => (shown = at)));
    observer.observe(box, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["style", "id", "transform"] });
    globalThis.keyShown = new Promise((resolve) =>
      setTimeout(() => {
        observer.disconnect();
        resolve(shown === null || last.at === before ? null : shown - last.at);
      }, quiet),
    );
  };
})();
