/**
 * Parts of the console that are read once they are needed, or when the first screen is there and nothing else is to be
 * done. Not `React.lazy`: React holds back for 300 ms what follows a placeholder, and shows one even for a part that
 * has been read already.
 */
import { useEffect, useState, type ComponentType } from "react";
import { holdKeys } from "./held-keys";

const parts: (() => Promise<unknown>)[] = [];

/** A component that stands for one which is still to be read; `wait` is drawn until then. */
export function later<Props extends object>(read: () => Promise<ComponentType<Props>>, wait: React.ReactNode = null) {
  let Part: ComponentType<Props> | undefined;
  const load = async () => {
    Part ??= await read();
  };
  parts.push(load);
  return function Later(props: Props) {
    const [state, setState] = useState<{ error?: unknown }>({});
    useEffect(() => {
      if (!Part) load().then(() => setState({}), (error: unknown) => setState({ error }));
    }, []);
    if (Part) return <Part {...props} />;
    if (state.error !== undefined) throw state.error;
    return wait;
  };
}

/** The same for a dialog: what is typed between asking for it and its being there is typed into it. */
export function laterDialog<Props extends object>(read: () => Promise<ComponentType<Props>>) {
  const Dialog = later(read, <Waiting />);
  return function LaterDialog(props: Props) {
    return <Dialog {...props} />;
  };
}

/** Drawn until the dialog is there. */
function Waiting() {
  useEffect(() => {
    const give = holdKeys();
    return () => {
      // Once the dialog has put the focus where it belongs, which it does after it was drawn.
      requestAnimationFrame(() => requestAnimationFrame(give));
    };
  }, []);
  return null;
}

/** How long the first screen is left alone before the rest of the parts are read, in milliseconds. */
const IDLE_MS = 1_000;

/** Reads all parts, one after the other, so that none has to be waited for when it is asked for. */
export function readAhead(): () => void {
  const timer = window.setTimeout(() => void parts.reduce((before, load) => before.then(load, load), Promise.resolve<unknown>(undefined)).catch(() => undefined), IDLE_MS);
  return () => window.clearTimeout(timer);
}
