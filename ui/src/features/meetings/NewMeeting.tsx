import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useEngine } from "../../api/context";
import { createMeeting } from "../../api/meetings";
import { fieldErrors } from "../../api/problems";
import type { Account, Id } from "../../api/types";
import { ClockField, DayField } from "../../design/DateFields";
import { FormDialog } from "../../design/FormDialog";
import { Field, Row } from "../../design/Field";
import { Select } from "../../design/Select";
import { Toggle } from "../../design/Toggle";
import { useListState } from "../lists/list-search";
import { PersonPicker } from "../records/PersonPicker";
import { nextHour, writeSchedule, type Schedule } from "./schedule";

/** A new room, to be opened by hand or by itself at a time of the office's zone. */
export function NewMeeting({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const me = useSession()?.user;
  const zone = String(account.fields["timezone"] ?? "UTC");
  const [subject, setSubject] = useState("");
  const [mode, setMode] = useState<"audio" | "video">("audio");
  const [schedule, setSchedule] = useState<Schedule | null>(null);
  const [owner, setOwner] = useState<{ id: Id; name: string } | null>(me && me.account_id === account.id ? { id: me.id, name: me.display_name } : null);
  const create = useMutation({
    mutationFn: () => {
      const instants = schedule ? writeSchedule(schedule, zone) : null;
      const planned = instants ? { scheduled_start_at: instants.start, scheduled_end_at: instants.end } : {};
      return createMeeting(engine, account.id, { subject: subject.trim(), mode, timezone: zone, ...planned }, owner?.id);
    },
    onSuccess: (made) => {
      onClose();
      state.set({ open: made.id });
    },
  });
  const complete = subject.trim() !== "" && owner !== null && !create.isPending;
  const said = fieldErrors(create.error, "/subject");
  return (
    <FormDialog
      title={t("meetings.new")}
      onClose={onClose}
      action={t("records.create")}
      isReady={complete}
      onSubmit={() => create.mutate()}
      error={said.length === 0 && create.error}
    >
      <Field label={t("columns.subject")} autoFocus value={subject} onChange={setSubject} errors={said} />
      <PersonPicker label={t("meetings.owner")} accountId={account.id} name={owner?.name ?? ""} onPick={setOwner} placeholder={t("records.findPerson")} />
      <Row label={t("columns.mode")}>
        <Select
          label={t("columns.mode")}
          labelHidden
          value={mode}
          onChange={setMode}
          options={[
            { value: "audio", label: t("meetings.audio") },
            { value: "video", label: t("meetings.video") },
          ]}
        />
      </Row>
      <Row label={t("meetings.schedule")}>
        <Toggle label={t("meetings.opensItself")} isSelected={schedule !== null} onChange={(on) => setSchedule(on ? nextHour(new Date(), zone) : null)} />
      </Row>
      {schedule && (
        <>
          <DayField label={t("meetings.day")} value={schedule.day} onChange={(day) => setSchedule({ ...schedule, day })} />
          <ClockField label={t("meetings.from")} value={schedule.from} onChange={(from) => setSchedule({ ...schedule, from })} />
          <ClockField label={t("meetings.to")} value={schedule.to} onChange={(to) => setSchedule({ ...schedule, to })} />
        </>
      )}
    </FormDialog>
  );
}
