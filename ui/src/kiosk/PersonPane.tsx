import { useTranslation } from "react-i18next";
import { STATES } from "../api/types";
import { Icon, type IconName } from "../design/Icon";
import board from "./Board.module.css";
import type { Action } from "./keys";
import { deed } from "./model";
import styles from "./Person.module.css";
import { Photo } from "./Photo";
import { usePerson, useStore, type KioskStore } from "./store";
import type { DeskState } from "./use-desk";

const VERBS: readonly (readonly [Action, IconName])[] = [
  ["call", "phone"],
  ["blind", "forward"],
  ["ask", "people"],
  ["safe", "undo"],
  ["voicemail", "voicemail"],
];

/** Who is picked, with everything that can be done with him. */
export function PersonPane({ store, desk }: { store: KioskStore; desk: DeskState }) {
  const { t } = useTranslation();
  const person = usePerson(store, desk.selected ?? "");
  const duties = useStore(store, (it) => it.self?.duties);
  if (!person && !desk.target) {
    return (
      <div className={styles.nobody}>
        <Icon name="person" size={32} />
        <p>{t("kiosk.pickSomebody")}</p>
      </div>
    );
  }
  const state = STATES.find((one) => one === person?.presence) ?? "available";
  const call = person?.call === "ringing" || person?.call === "talking" ? person.call : "idle";
  const forwards = person?.forwards;
  return (
    <div className={styles.pane}>
      <div className={styles.head}>
        {person && <Photo store={store} person={person} />}
        <div>
          <h2>{person?.name ?? t("kiosk.outside")}</h2>
          <p>{[person?.job_title, person?.department].filter(Boolean).join(" · ")}</p>
        </div>
        <bdi dir="ltr" className={styles.number}>
          {desk.target?.number}
        </bdi>
      </div>
      {person && (
        <dl className={styles.facts}>
          <dt>{t("kiosk.says")}</dt>
          <dd className={board.presence} data-state={state}>
            <Icon name={state} />
            {t(`states.${state}`)}
            {person.note && ` · ${person.note}`}
          </dd>
          <dt>{t("kiosk.does")}</dt>
          <dd className={board.call} data-call={call}>
            <Icon name={call === "idle" ? "phone" : call === "ringing" ? "ring" : "busy"} />
            {t(`kiosk.call_${call}`)}
          </dd>
          <dt>{t("kiosk.phone")}</dt>
          <dd>
            <Icon name={person.registered ? "check" : person.registered === false ? "offline" : "info"} />
            {t(person.registered ? "kiosk.phoneThere" : person.registered === false ? "kiosk.noPhone" : "kiosk.phoneUnknown")}
          </dd>
          <dt>{t("kiosk.callsGo")}</dt>
          <dd>
            <Icon name={forwards ? (forwards.to === "number" ? "forward" : forwards.to === "voicemail" ? "voicemail" : "hangup") : "phone"} mirrored={forwards?.to === "number"} />
            {!forwards
              ? t("kiosk.toHim")
              : forwards.to === "number"
                ? `${forwards.name} ${forwards.number}`.trim()
                : t(forwards.to === "voicemail" ? "kiosk.toVoicemail" : "kiosk.toNobody")}
          </dd>
          {person.mobile && (
            <>
              <dt>{t("kiosk.mobile")}</dt>
              <dd>
                <Icon name="phone" />
                <bdi dir="ltr">{person.mobile}</bdi>
              </dd>
            </>
          )}
        </dl>
      )}
      <div className={styles.verbs}>
        {VERBS.map(([action, icon]) => {
          const what = deed(action, desk.situation);
          const reason = typeof what === "string" ? t(`kiosk.why_${what}`) : undefined;
          return (
            <button key={action} type="button" aria-disabled={reason !== undefined} title={reason ?? ""} onMouseDown={(event) => event.preventDefault()} onClick={() => desk.act(action)}>
              <Icon name={icon} size={18} mirrored={icon === "forward"} />
              {t(`kiosk.action_${action}`)}
              <kbd>{desk.keys[action]}</kbd>
            </button>
          );
        })}
        <button type="button" aria-pressed={desk.through} onMouseDown={(event) => event.preventDefault()} onClick={() => desk.act("through")}>
          <Icon name="ring" size={18} />
          {t("kiosk.action_through")}
          <span className={styles.onOff}>{t(desk.through ? "common.yes" : "common.no")}</span>
          <kbd>{desk.keys.through}</kbd>
        </button>
        {person && duties?.presence && (
          <button type="button" onClick={() => desk.act("presence")}>
            <Icon name="edit" size={18} />
            {t("kiosk.action_presence")}
            <kbd>{desk.keys.presence}</kbd>
          </button>
        )}
        {person && (
          <button type="button" onClick={() => desk.act("note")}>
            <Icon name="message" size={18} />
            {t("kiosk.action_note")}
            <kbd>{desk.keys.note}</kbd>
          </button>
        )}
      </div>
    </div>
  );
}
