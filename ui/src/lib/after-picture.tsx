/** What is drawn once the page has been seen: work that the first picture does not wait for. */
import { useEffect, useState } from "react";

/** Calls back after the next picture; answers with what calls it off. */
export function afterPicture(then: () => void): () => void {
  let timer = 0;
  const frame = requestAnimationFrame(() => (timer = window.setTimeout(then, 0)));
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
}

/** For what stands below the edge of a screen. */
export function AfterPicture({ children }: { children: React.ReactNode }) {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => afterPicture(() => setSeen(true)), []);
  return isSeen ? children : null;
}
