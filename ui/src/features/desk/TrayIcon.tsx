import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { copyQuery } from "../../api/copy";
import { useEngine } from "../../api/context";
import { useLocked } from "../../api/lock";
import { setPresence } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { userQuery } from "../../api/queries";
import type { User } from "../../api/types";
import { useSession } from "../../app/session";
import { announce } from "../../design/notices";
import type { Tray, TrayEntry } from "../../platform";
import { useLockNow } from "../lock/lock-now";
import { useDeskChoices } from "./choices";
import { CHOICES, presenceOf } from "./own-presence";
import { lookedAtMissed, openMissed, useUnseenMissed } from "./missed";

const PRESENCE = "presence-";

/** What the icon in the desktop's tray says and offers. While the screen is locked it says nothing of the office. */
export function TrayIcon({ tray }: { tray: Tray }) {
  const { t, i18n } = useTranslation();
  const engine = useEngine();
  const { me } = useDeskChoices();
  const locked = useLocked();
  const session = useSession();
  const missed = useUnseenMissed();
  const copy = useQuery(copyQuery(engine)).data;
  const conflicts = copy?.address ? copy.needs_you : 0;
  const user = useQuery({ ...userQuery(engine, me?.id ?? ""), enabled: me !== null }).data;
  const presence = user ? presenceOf(user) : "available";
  const line: TrayEntry = { kind: "line" };
  const deed = (id: string, label: string): TrayEntry => ({ kind: "deed", id, label });
  const own: TrayEntry = user
    ? { kind: "choice", label: t("desk.presence", { name: user.display_name }), chosen: PRESENCE + presence, options: CHOICES.map((state) => [PRESENCE + state, t(`states.${state}`)]) }
    : deed("who", t("desk.who"));
  const waiting = [
    ...(missed > 0 ? [deed("missed", t("desk.missed", { count: missed }))] : []),
    ...(conflicts > 0 ? [deed("conflicts", t("desk.conflicts", { count: conflicts }))] : []),
  ];
  const inside = locked ? [] : [own, ...(waiting.length > 0 ? [line, ...waiting] : []), line, deed("lock", t("lock.now"))];
  const model = {
    title: "Cordboard",
    detail: locked ? t("lock.title") : user ? t("desk.presenceNow", { name: user.display_name, state: t(`states.${presence}`) }) : "",
    attention: !locked && waiting.length > 0,
    right_to_left: i18n.dir() === "rtl",
    entries: [deed("open", t("desk.open")), ...inside, line, deed("quit", t("desk.quit"))],
  };
  const picked = usePicked();
  const text = JSON.stringify(model);
  useEffect(() => void tray.show(JSON.parse(text) as typeof model, (id) => picked.current(id, user, session?.account.id)), [tray, text, picked, user, session?.account.id]);
  return null;
}

/** Does what was picked in the tray's menu. */
function usePicked() {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  const lockNow = useLockNow();
  const act = (id: string, me: User | undefined, account: string | undefined) => {
    if (id.startsWith(PRESENCE)) {
      const said = CHOICES.find((choice) => choice === id.slice(PRESENCE.length));
      if (me && said && said !== presenceOf(me)) void setPresence(engine, me.id, said).catch((error: unknown) => announce({ tone: "danger", text: problemMessage(t, error) }));
    } else if (id === "lock") void lockNow();
    else if (id === "who") void navigate({ to: "/settings" });
    else if (id === "conflicts") void navigate({ to: "/copy" });
    else if (id === "missed" && account) {
      lookedAtMissed();
      openMissed(navigate, account);
    }
  };
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return latest;
}
