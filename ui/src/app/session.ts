import { useQuery } from "@tanstack/react-query";
import { useEngine } from "../api/context";
import { sessionQuery } from "../api/queries";
import type { Session } from "../api/types";

/** Who is at the console. Only used below the shell, whose route has read it already. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery(useEngine())).data;
}
