import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { copyQuery } from "../../api/copy";
import { useHost } from "../../api/context";
import { isLocked } from "../../api/lock";
import type { ListRow } from "../../api/records";
import { useFeed } from "../../app/feed-context";
import { useSession } from "../../app/session";
import { onWorkEnded } from "../../design/works";
import { useDeskChoices, type NoticeKind } from "./choices";
import { lookedAtMissed, missedAmong, noteMissed, openMissed, reportedCalls } from "./missed";
import { TrayIcon } from "./TrayIcon";

/** Work that is over sooner needs no notice, in milliseconds. */
const LONG_MS = 5_000;

type Tell = (kind: NoticeKind, title: string, text: string, open?: () => void) => void;

/** Watches for what somebody wants to know who looks elsewhere; draws nothing. */
export function DeskWatch() {
  const { platform } = useHost();
  const { notices } = useDeskChoices();
  const tell: Tell = useCallback(
    (kind, title, text, open) => {
      if (!notices.includes(kind) || platform.notices.permission() !== "granted") return;
      // What is behind a lock is not said beside it either.
      platform.notices.show(title, isLocked() ? "" : text, () => open?.());
    },
    [notices, platform],
  );
  useConflicts(tell);
  useMissedCalls(tell);
  useLongWork(tell);
  return platform.tray ? <TrayIcon tray={platform.tray} /> : null;
}

function useConflicts(tell: Tell): void {
  const { t } = useTranslation();
  const { engine } = useHost();
  const navigate = useNavigate();
  const status = useQuery(copyQuery(engine)).data;
  const count = status?.address ? status.needs_you : 0;
  const fetching = Boolean(status?.address) && (status?.state === "fetching" || status?.percent != null);
  const before = useRef({ count, fetching, known: status !== undefined });
  useEffect(() => {
    const was = before.current;
    before.current = { count, fetching, known: status !== undefined };
    const open = () => void navigate({ to: "/copy" });
    if (was.known && count > was.count) tell("conflicts", t("desk.conflicts", { count }), t("desk.conflictsText"), open);
    if (was.fetching && !fetching && status?.state !== "failed") tell("work", t("desk.fetched"), t("desk.fetchedText"), open);
  }, [count, fetching, status, tell, navigate, t]);
}

function useMissedCalls(tell: Tell): void {
  const { t } = useTranslation();
  const { engine } = useHost();
  const feed = useFeed();
  const navigate = useNavigate();
  const session = useSession();
  const { me } = useDeskChoices();
  const accountId = session?.user?.account_id ?? session?.account.id;
  const personId = session?.user?.id ?? me?.id;
  useEffect(() => {
    if (!accountId) return;
    return feed.onEvents((events) => {
      const calls = reportedCalls(events, accountId);
      if (calls.size === 0) return;
      const say = (rows: readonly ListRow[]) => {
        const [first] = rows;
        if (!first) return;
        noteMissed(rows.length);
        const caller = String(first.cells["caller_display_name"] || first.cells["caller"] || t("desk.unknownCaller"));
        const text = rows.length > 1 ? t("desk.missedMore", { caller, count: rows.length - 1 }) : caller;
        tell("missed", t("desk.missed", { count: rows.length }), text, () => {
          lookedAtMissed();
          openMissed(navigate, accountId, first.id);
        });
      };
      // Who may not read the log is not told; its own page says why.
      missedAmong(engine, accountId, calls, personId, Date.now()).then(say, () => undefined);
    });
  }, [feed, engine, accountId, personId, tell, navigate, t]);
}

function useLongWork(tell: Tell): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      onWorkEnded(({ label, ms, isCancelled }) => {
        // Who looks at the page has seen it end.
        if (ms < LONG_MS || isCancelled || document.hasFocus()) return;
        tell("work", t("desk.workDone"), label);
      }),
    [tell, t],
  );
}
