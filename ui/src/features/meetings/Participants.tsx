import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommandName, Meeting, Participant } from "../../api/meetings";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { Initials } from "../lists/cells";
import { LayoutGrid } from "./LayoutGrid";
import styles from "./Meetings.module.css";

interface ParticipantsProps {
  meeting: Meeting;
  isBusy: boolean;
  onCommand: (command: { command: CommandName; participant_id?: Id; participants?: Id[] }) => void;
}

/** Those in the room: who speaks, who has the chair, and what can be done with each. */
export function Participants({ meeting, isBusy, onCommand }: ParticipantsProps) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState<Participant | null>(null);
  const shown = meeting.participants.filter((who) => who.position >= 0).sort((one, other) => one.position - other.position);
  const hidden = meeting.participants.filter((who) => who.position < 0);
  const isVideo = meeting.fields["mode"] === "video";
  const close = () => setLeaving(null);
  return (
    <>
      <h3 className={styles.head}>{t("meetings.participants", { count: meeting.participants.length })}</h3>
      <ul className={styles.people} aria-label={t("meetings.inRoom")}>
        {[...shown, ...hidden].map((who) => (
          <li key={who.id} className={styles.person}>
            <Initials name={who.name} />
            <span className={styles.name}>
              <bdi>{who.name}</bdi>
              {who.number !== who.name && <bdi className={styles.digits}>{who.number}</bdi>}
            </span>
            {who.chair && <Chip tone="info" icon="star">{t("meetings.chair")}</Chip>}
            <Chip tone={who.muted ? "warn" : "ok"} icon={who.muted ? "mic_off" : "mic"}>
              {t(who.muted ? "meetings.isMuted" : "meetings.speaks")}
            </Chip>
            {meeting.may_run && (
              <span className={styles.personVerbs}>
                <Button
                  look="quiet"
                  icon={who.muted ? "mic" : "mic_off"}
                  isDisabled={isBusy}
                  aria-label={t(who.muted ? "meetings.unmuteOne" : "meetings.muteOne", { name: who.name })}
                  onPress={() => onCommand({ command: who.muted ? "unmute_participant" : "mute_participant", participant_id: who.id })}
                />
                <Button look="quiet" icon="star" isDisabled={isBusy || who.chair} aria-label={t("meetings.giveChair", { name: who.name })} onPress={() => onCommand({ command: "give_chair", participant_id: who.id })} />
                <Button look="quiet" icon="hangup" isDisabled={isBusy} aria-label={t("meetings.kick", { name: who.name })} onPress={() => setLeaving(who)} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {isVideo && <LayoutGrid shown={shown} isFrozen={!meeting.may_run} onArrange={(participants) => onCommand({ command: "arrange", participants })} />}
      {leaving && (
        <ConfirmDialog
          title={t("meetings.kickTitle", { name: leaving.name })}
          onClose={close}
          action={t("meetings.kickNow")}
          icon="hangup"
          keep={t("common.cancel")}
          onConfirm={() => {
            onCommand({ command: "kick", participant_id: leaving.id });
            close();
          }}
        >
          <p>{t("meetings.kickText")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
