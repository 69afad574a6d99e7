import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { inviteToRoom, readRooms, runRoom, type Room, type RoomCommand } from "../../api/kiosk";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { find } from "../find";
import { asNumber } from "../model";
import { useStore, type KioskStore } from "../store";
import styles from "./Panels.module.css";
import { useDeed } from "./use-deed";

/** The meeting rooms of the office: opening and closing, locking, muting, and ringing somebody into one. */
export function Rooms({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const seen = useStore(store, (it) => it.roomsSeen);
  const [rooms, setRooms] = useState<readonly Room[]>();
  const { busy, failed, run } = useDeed();
  const read = useCallback(() => readRooms(store.engine).then(setRooms, () => setRooms((before) => before ?? [])), [store]);
  useEffect(() => void read(), [read, seen]);
  const act = (room: Room, command: RoomCommand["command"], participant_id?: string) => void run(() => runRoom(store.engine, room.id, { command, participants: [], ...(participant_id ? { participant_id } : {}) })).then(read);
  return (
    <div className={styles.form}>
      {failed && <p role="alert">{failed}</p>}
      {rooms?.length === 0 && <p>{t("kiosk.noRooms")}</p>}
      {rooms?.map((room, index) => {
        const isOpen = room.status !== "OFFLINE";
        return (
          <section key={room.id} className={styles.room} aria-label={room.subject}>
            <h3>
              {room.subject} <bdi dir="ltr">{room.extension_number}</bdi>
            </h3>
            <p>{isOpen ? t("kiosk.roomOpen", { count: room.participants.length }) : t("kiosk.roomClosed")}</p>
            <div className={styles.row}>
              <Button autoFocus={index === 0} isDisabled={busy} onPress={() => act(room, isOpen ? "stop" : "start")}>
                {t(isOpen ? "kiosk.roomStop" : "kiosk.roomStart")}
              </Button>
              <Button isDisabled={busy || !isOpen} onPress={() => act(room, room.locked ? "unlock" : "lock")}>
                {t(room.locked ? "kiosk.roomUnlock" : "kiosk.roomLock")}
              </Button>
              <Button isDisabled={busy || !isOpen} onPress={() => act(room, room.muted ? "unmute" : "mute")}>
                {t(room.muted ? "kiosk.roomUnmute" : "kiosk.roomMute")}
              </Button>
              <Invite store={store} isDisabled={!isOpen || room.locked} onInvite={(number) => void run(() => inviteToRoom(store.engine, room.id, number)).then(read)} />
            </div>
            <ul className={styles.seats}>
              {room.participants.map((seat) => (
                <li key={seat.id}>
                  {seat.name || seat.number}
                  <Button look="quiet" icon="close" aria-label={t("kiosk.roomKick", { who: seat.name || seat.number })} onPress={() => act(room, "kick", seat.id)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Invite({ store, isDisabled, onInvite }: { store: KioskStore; isDisabled: boolean; onInvite: (number: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const entries = useStore(store, (it) => it.entries);
  const person = typed.trim() ? find(entries, typed)[0]?.person : undefined;
  const number = person?.extension_number || asNumber(typed);
  return (
    <form
      noValidate
      className={styles.invite}
      onSubmit={(event) => {
        event.preventDefault();
        if (!number) return;
        onInvite(number);
        setTyped("");
      }}
    >
      <Field stacked label={t("kiosk.roomRing")} value={typed} onChange={setTyped} isDisabled={isDisabled} hint={person ? `${person.name} · ${person.extension_number}` : undefined} />
    </form>
  );
}
