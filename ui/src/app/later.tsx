/**
 * Parts of the console that are read once they are needed, or when the first screen is there and nothing else is to be
 * done. Not `React.lazy`: React holds back for 300 ms what follows a placeholder, and shows one even for a part that
 * has been read already.
 */
import { useEffect, useState, type ComponentType } from "react";

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

/** How long the first screen is left alone before the rest of the parts are read, in milliseconds. */
const IDLE_MS = 1_000;

/** Reads all parts, one after the other, so that none has to be waited for when it is asked for. */
export function readAhead(): () => void {
  const timer = window.setTimeout(() => void parts.reduce((before, load) => before.then(load, load), Promise.resolve<unknown>(undefined)).catch(() => undefined), IDLE_MS);
  return () => window.clearTimeout(timer);
}
