import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../api/kiosk";
import { STATES } from "../api/types";
import { Icon, type IconName } from "../design/Icon";
import styles from "./Board.module.css";
import { Photo } from "./Photo";
import { usePerson, type KioskStore } from "./store";

interface TileProps {
  store: KioskStore;
  id: string;
  selected: boolean;
  /** Its place and size in pixels. */
  top: number;
  start: number;
  width: number;
  height: number;
}

const stateOf = (person: Person) => STATES.find((state) => state === person.presence) ?? "available";
const CALLS: { readonly [call: string]: IconName } = { idle: "phone", ringing: "ring", talking: "busy" };

/** One colleague: what he says, what he does, whether a phone of his can be reached, and where calls to him go. */
export const Tile = memo(function Tile({ store, id, selected, top, start, width, height }: TileProps) {
  const { t } = useTranslation();
  const person = usePerson(store, id);
  if (!person) return null;
  const state = stateOf(person);
  const call = person.call === "ringing" || person.call === "talking" ? person.call : "idle";
  const { forwards } = person;
  return (
    <div
      id={`person-${id}`}
      role="option"
      aria-selected={selected}
      className={styles.tile}
      style={{ insetBlockStart: top, insetInlineStart: start, inlineSize: width, blockSize: height }}
      data-call={call}
      data-state={state}
      data-id={id}
    >
      <Photo store={store} person={person} />
      <span className={styles.name}>{person.name}</span>
      <bdi className={styles.number} dir="ltr">
        {person.extension_number}
      </bdi>
      <span className={styles.presence} data-state={state}>
        <Icon name={state} size={13} />
        <span>{person.note || t(`states.${state}`)}</span>
      </span>
      <span className={styles.call} data-call={call}>
        <Icon name={CALLS[call] ?? "phone"} size={13} />
        {t(`kiosk.call_${call}`)}
      </span>
      <span className={styles.signs}>
        {person.registered === false && (
          <span className={styles.sign} data-tone="warn">
            <Icon name="offline" size={12} />
            {t("kiosk.noPhone")}
          </span>
        )}
        {forwards && (
          <span className={styles.sign} data-tone={forwards.to === "voicemail" ? "mail" : forwards.to === "hang_up" ? "danger" : "info"}>
            <Icon name={forwards.to === "voicemail" ? "voicemail" : forwards.to === "hang_up" ? "hangup" : "forward"} size={12} mirrored={forwards.to === "number"} />
            {forwards.to === "number" ? t("kiosk.forwardsTo", { target: forwards.name || forwards.number }) : t(forwards.to === "voicemail" ? "kiosk.toVoicemail" : "kiosk.toNobody")}
          </span>
        )}
      </span>
    </div>
  );
});
