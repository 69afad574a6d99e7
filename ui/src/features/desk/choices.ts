/** What the person at this machine wants to be told, who he is, and what closing the window does; kept by the host. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { usePlatform } from "../../api/context";
import type { Id } from "../../api/types";
import type { Platform } from "../../platform";

export const NOTICES = ["missed", "conflicts", "work"] as const;
export type NoticeKind = (typeof NOTICES)[number];

/** The person who sits here, where nobody signs in. */
export interface Me {
  readonly id: Id;
  readonly name: string;
}

export interface DeskChoices {
  readonly notices: readonly NoticeKind[];
  readonly me: Me | null;
  readonly closeToTray: boolean;
}

const choicesQuery = (platform: Platform) =>
  queryOptions({
    queryKey: ["desk-choices"],
    queryFn: async (): Promise<DeskChoices> => {
      const [notices, me, closeToTray] = await Promise.all(["notices", "me", "closeToTray"].map((key) => platform.settings.get(key)));
      // A browser asks before it shows any, so that there none are chosen before somebody chose.
      const chosen = notices?.split(",") ?? (platform.kind === "desktop" ? NOTICES : []);
      return { notices: NOTICES.filter((kind) => chosen.includes(kind)), me: readMe(me), closeToTray: closeToTray === "yes" };
    },
    staleTime: Infinity,
  });

function readMe(text: string | undefined): Me | null {
  try {
    const kept = JSON.parse(text || "null") as Partial<Me> | null;
    return kept?.id && kept.name ? { id: kept.id, name: kept.name } : null;
  } catch {
    return null;
  }
}

const NONE: DeskChoices = { notices: [], me: null, closeToTray: false };

export function useDeskChoices(): DeskChoices {
  return useQuery(choicesQuery(usePlatform())).data ?? NONE;
}

export function useChooseDesk(): (change: Partial<DeskChoices>) => Promise<void> {
  const platform = usePlatform();
  const queries = useQueryClient();
  return useCallback(
    async ({ notices, me, closeToTray }) => {
      const { set } = platform.settings;
      if (notices) await set("notices", notices.join(","));
      if (me !== undefined) await set("me", me ? JSON.stringify(me) : "");
      if (closeToTray !== undefined) await set("closeToTray", closeToTray ? "yes" : "no");
      await queries.invalidateQueries({ queryKey: choicesQuery(platform).queryKey });
    },
    [platform, queries],
  );
}
