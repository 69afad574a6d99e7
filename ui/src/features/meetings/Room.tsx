import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { commandMeeting, deleteMeeting, meetingQuery, restoreMeeting, type CommandName, type Meeting } from "../../api/meetings";
import { problemMessage } from "../../api/problems";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import type { IconName } from "../../design/Icon";
import { announce } from "../../design/notices";
import { Failed, Loading, Notice } from "../../design/states";
import { Inspector } from "../lists/Inspector";
import { useListState } from "../lists/list-search";
import { Segments } from "../lists/Segments";
import { Invite } from "./Invite";
import styles from "./Meetings.module.css";
import { Participants } from "./Participants";
import { RoomSettings } from "./RoomSettings";
import { RoomStatus } from "./RoomStatus";

const PARTS = ["room", "settings"] as const;

/** The control room: who is in it and what can be done, live from the feed. */
export function Room({ id }: { id: Id }) {
  const { t } = useTranslation();
  const query = useQuery(meetingQuery(useEngine(), id));
  if (query.isPending || query.isError) {
    return (
      <Inspector icon="people" title={t("meetings.room")}>
        {query.isError ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Loading rows={4} />}
      </Inspector>
    );
  }
  return <OpenRoom meeting={query.data} />;
}

function OpenRoom({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [part, setPart] = useState<(typeof PARTS)[number]>("room");
  const title = String(meeting.fields["subject"] ?? "");
  return (
    <Inspector icon="people" title={title} actions={meeting.may_configure && <DeleteRoom meeting={meeting} title={title} />}>
      <Segments label={title} options={PARTS.map((name) => ({ value: name, label: t(`meetings.part_${name}`) }))} value={part} onChange={setPart} />
      {part === "room" ? <Control meeting={meeting} /> : <RoomSettings meeting={meeting} />}
    </Inspector>
  );
}

function Control({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const { queryKey } = meetingQuery(engine, meeting.id);
  const run = useMutation({
    mutationFn: ({ command, ...more }: { command: CommandName; participant_id?: Id; participants?: Id[] }) => commandMeeting(engine, meeting.id, command, more),
    onSuccess: (room) => queries.setQueryData(queryKey, room),
  });
  const isOpen = meeting.status !== "OFFLINE";
  const may = meeting.may_run;
  const verb = (command: CommandName, icon: IconName, label: string, possible: boolean, look?: "primary" | "danger") => (
    <Button icon={icon} look={look ?? "plain"} isDisabled={!may || !possible || run.isPending} onPress={() => run.mutate({ command })}>
      {label}
    </Button>
  );
  return (
    <>
      <div className={styles.state} role="status">
        <RoomStatus status={meeting.status} seated={meeting.participants.length} />
        {meeting.locked && <Chip tone="warn" icon="lock">{t("meetings.locked")}</Chip>}
        {meeting.muted && <Chip tone="warn" icon="mic_off">{t("meetings.muted")}</Chip>}
        {meeting.recording && <Chip tone="danger" icon="record">{t("meetings.recording")}</Chip>}
        <span className={styles.number}>
          {t("meetings.dial")} <bdi dir="ltr">{String(meeting.fields["extension_number"] ?? "")}</bdi>
        </span>
      </div>
      {run.error && <Notice tone="danger">{problemMessage(t, run.error)}</Notice>}
      <div className={styles.verbs} role="toolbar" aria-label={t("meetings.run")}>
        {isOpen ? verb("stop", "hangup", t("meetings.stop"), true, "danger") : verb("start", "available", t("meetings.start"), true, "primary")}
        {meeting.locked ? verb("unlock", "unlock", t("meetings.unlock"), isOpen) : verb("lock", "lock", t("meetings.lock"), isOpen)}
        {meeting.muted ? verb("unmute", "mic", t("meetings.unmuteAll"), isOpen) : verb("mute", "mic_off", t("meetings.muteAll"), isOpen)}
        {meeting.recording
          ? verb("stop_recording", "record", t("meetings.stopRecording"), isOpen)
          : verb("start_recording", "record", t("meetings.record"), isOpen && meeting.has_plane)}
      </div>
      {!may && <p className={styles.why}>{t("meetings.mayNot")}</p>}
      {may && !isOpen && <p className={styles.why}>{t("meetings.openFirst")}</p>}
      {may && !meeting.has_plane && <p className={styles.why}>{t("meetings.noPlane")}</p>}
      <Participants meeting={meeting} isBusy={run.isPending} onCommand={run.mutate} />
      {may && <Invite meeting={meeting} isOpen={isOpen} />}
    </>
  );
}

/** Deleting drops everybody who is in the room, so it is asked for. */
function DeleteRoom({ meeting, title }: { meeting: Meeting; title: string }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteMeeting(engine, meeting.id),
    onSuccess: () => {
      state.set({ open: undefined });
      const run = async () => {
        try {
          await restoreMeeting(engine, meeting.id);
          announce({ tone: "ok", text: t("accounts.restored", { name: title }) });
          state.set({ open: meeting.id });
        } catch (error) {
          announce({ tone: "danger", text: problemMessage(t, error) });
        }
      };
      announce({ tone: "ok", text: t("accounts.deleted", { name: title }), action: { label: t("common.undo"), run } });
    },
  });
  return (
    <>
      <Button look="quiet" icon="trash" aria-label={t("records.delete", { name: title })} onPress={() => setAsking(true)} />
      {asking && (
        <ConfirmDialog
          title={t("accounts.deleteOf", { name: title })}
          onClose={() => setAsking(false)}
          action={t("users.delete")}
          icon="trash"
          isReady={!remove.isPending}
          onConfirm={() => remove.mutate()}
          error={remove.error}
        >
          <p>{t("meetings.deleteText", { count: meeting.participants.length })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
