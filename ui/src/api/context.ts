import { createContext, use } from "react";
import type { Platform } from "../platform";
import type { Engine } from "./client";

/** The two things every screen may need: the host and the engine. */
export interface Host {
  readonly platform: Platform;
  readonly engine: Engine;
}

const HostContext = createContext<Host | null>(null);
export const HostProvider = HostContext.Provider;

export function useHost(): Host {
  const host = use(HostContext);
  if (!host) throw new Error("useHost outside of HostProvider");
  return host;
}

export const useEngine = (): Engine => useHost().engine;
export const usePlatform = (): Platform => useHost().platform;
