import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Call } from "../api/kiosk";
import { Icon, type IconName } from "../design/Icon";
import styles from "./Calls.module.css";
import { useNow } from "./clock";
import type { Action } from "./keys";
import { deed, lasting } from "./model";
import type { KioskStore } from "./store";
import type { DeskState } from "./use-desk";

const ICONS: { readonly [stage: string]: IconName } = { ringing: "ring", dialling: "phone", talking: "busy", held: "pause", asking: "people", handed_on: "forward", parked: "queue" };
/** What is offered beside a call, by what goes on with it. */
const OFFERS: { readonly [stage: string]: readonly Action[] } = {
  ringing: ["answer", "hangUp"],
  dialling: ["hangUp"],
  talking: ["hold", "park", "hangUp"],
  held: ["hold", "park", "hangUp"],
  asking: ["ask", "hangUp"],
  handed_on: ["hangUp"],
  parked: ["park"],
};

/** The calls at the desk and those that are parked, each with how long it lasts. */
export function CallLists({ store, desk }: { store: KioskStore; desk: DeskState }) {
  const { t } = useTranslation();
  const { calls } = desk;
  const ringing = calls.calls.filter((call) => call.stage === "ringing");
  const others = calls.calls.filter((call) => call.stage !== "ringing");
  return (
    <>
      <p className="visually-hidden" aria-live="assertive">
        {ringing.map((call) => t("kiosk.rings", { who: call.party.name || call.party.number })).join(" ")}
      </p>
      {calls.idle && (
        <p className={styles.idle}>
          <Icon name="info" size={16} />
          {t(calls.idle === "no_line" ? "kiosk.why_no_line" : "kiosk.why_no_plane")}
        </p>
      )}
      <List title={t("kiosk.incoming")} empty={t("kiosk.noIncoming")} calls={ringing} store={store} desk={desk} />
      <List title={t("kiosk.atDesk")} empty={t("kiosk.noCalls")} calls={others} store={store} desk={desk} />
      <List title={t("kiosk.parked")} empty={t("kiosk.noParked")} calls={calls.parked} store={store} desk={desk} />
    </>
  );
}

function List({ title, empty, calls, store, desk }: { title: string; empty: string; calls: readonly Call[]; store: KioskStore; desk: DeskState }) {
  return (
    <section className={styles.list}>
      <h2>
        {title} <span>{calls.length}</span>
      </h2>
      {calls.length === 0 && <p className={styles.empty}>{empty}</p>}
      <ul aria-label={title}>
        {calls.map((call) => (
          <Line key={call.id} call={call} store={store} desk={desk} />
        ))}
      </ul>
    </section>
  );
}

function Line({ call, store, desk }: { call: Call; store: KioskStore; desk: DeskState }) {
  const { t } = useTranslation();
  const now = useNow() + store.ahead;
  const who = call.party.name || call.party.number;
  const own = { ...desk.situation, picked: call.id };
  const isCurrent = desk.currentCall?.id === call.id;
  const isPicked = desk.pickedCall === call.id;
  const stage = call.stage as "talking";
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Where there are more calls than fit, the one that the keys are for comes into sight.
    if (isCurrent || isPicked) line.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent, isPicked]);
  return (
    <li
      ref={line}
      id={`call-${call.id}`}
      className={styles.call}
      data-stage={call.stage}
      data-current={isCurrent || undefined}
      data-picked={isPicked || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => desk.pickCall(call.id)}
    >
      <span className={styles.icon}>
        <Icon name={ICONS[call.stage] ?? "phone"} size={20} />
      </span>
      <span className={styles.who}>
        <b>{call.party.name || <bdi dir="ltr">{call.party.number}</bdi>}</b>
        {call.party.name && (
          <bdi dir="ltr" className={styles.number}>
            {call.party.number}
          </bdi>
        )}
      </span>
      <span className={styles.time} role="timer">
        {lasting(call.since, now)}
      </span>
      <span className={styles.stage}>
        {call.slot ? t("kiosk.slot", { slot: call.slot }) : t(`kiosk.stage_${stage}`)}
        {call.stage !== "parked" && lasting(call.began, now) !== lasting(call.since, now) && <small>{t("kiosk.inAll", { time: lasting(call.began, now) })}</small>}
      </span>
      {call.asked && (
        <span className={styles.asked}>
          <Icon name="forward" size={14} mirrored />
          {t(call.answered ? "kiosk.askedTalks" : "kiosk.askedRings", { who: call.asked.name || call.asked.number })}
        </span>
      )}
      {call.came_back && call.came_back_from && (
        <span className={styles.back}>
          <Icon name="undo" size={14} />
          {t(`kiosk.back_${call.came_back as "busy"}`, { who: call.came_back_from.name || call.came_back_from.number })}
        </span>
      )}
      <span className={styles.offers}>
        {(OFFERS[call.stage] ?? []).map((action) => {
          const what = deed(action, own);
          if (typeof what === "string") return null;
          const name = "command" in what ? what.command : "dial";
          return (
            <button key={action} type="button" data-danger={name === "hang_up" || undefined} onClick={() => void desk.carryOut(what)}>
              {t(`kiosk.do_${name}`)}
              <span className="visually-hidden">: {who}</span>
              {isCurrent && <kbd>{desk.keys[action]}</kbd>}
            </button>
          );
        })}
      </span>
    </li>
  );
}
