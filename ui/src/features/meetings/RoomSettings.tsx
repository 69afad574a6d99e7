import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editMeeting, meetingQuery, type Meeting } from "../../api/meetings";
import type { Problem } from "../../api/problems";
import type { Id } from "../../api/types";
import { ClockField, DayField } from "../../design/DateFields";
import { Row, Section } from "../../design/Field";
import { Select } from "../../design/Select";
import { Toggle } from "../../design/Toggle";
import { useDraft } from "../../lib/draft";
import { Text } from "../accounts/AccountOverview";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { Members } from "../records/Members";
import { nextHour, readSchedule, writeSchedule, type Schedule } from "./schedule";

const SWITCHES = ["enable_recording", "enable_prompt", "close_on_nobody"] as const;

/** What the room is like, when it opens and who is invited. */
export function RoomSettings({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(meeting.fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const placeName = useFieldName();
  const valueName = useValueName();
  const frozen = !meeting.may_configure;
  const { queryKey } = meetingQuery(engine, meeting.id);
  const zone = draft.text("/timezone") || "UTC";
  const schedule = readSchedule(draft.text("/scheduled_start_at"), draft.text("/scheduled_end_at"), zone);
  const plan = (next: Schedule | null) => {
    const instants = next ? writeSchedule(next, zone) : null;
    draft.set("/scheduled_start_at", instants?.start);
    draft.set("/scheduled_end_at", instants?.end);
  };
  const text = { draft, problem, frozen };
  return (
    <>
      <Section title={t("meetings.room")} hint={frozen ? t("meetings.mayNotConfigure") : undefined}>
        <Text {...text} path="/subject" label={t("columns.subject")} />
        <Row label={t("meetings.control")} changed={draft.changed("/control")}>
          <Select
            label={t("meetings.control")}
            labelHidden
            isDisabled={frozen}
            value={draft.text("/control") || "free"}
            onChange={(control) => draft.set("/control", control)}
            options={[
              { value: "free", label: t("meetings.control_free") },
              { value: "master", label: t("meetings.control_master") },
            ]}
          />
        </Row>
        <Row label={t("meetings.schedule")} changed={draft.changed("/scheduled_start_at") || draft.changed("/scheduled_end_at")}>
          <Toggle label={t("meetings.opensItself")} isDisabled={frozen} isSelected={schedule !== null} onChange={(on) => plan(on ? nextHour(new Date(), zone) : null)} />
        </Row>
        {schedule && !frozen && (
          <>
            <DayField label={t("meetings.day")} value={schedule.day} onChange={(day) => plan({ ...schedule, day })} />
            <ClockField label={t("meetings.from")} value={schedule.from} onChange={(from) => plan({ ...schedule, from })} />
            <ClockField label={t("meetings.to")} value={schedule.to} onChange={(to) => plan({ ...schedule, to })} />
          </>
        )}
        {SWITCHES.map((name) => (
          <Row key={name} label={t(`meetings.${name}`)} changed={draft.changed(`/${name}`)}>
            <Toggle label={t(`meetings.${name}Hint`)} isDisabled={frozen} isSelected={draft.value(`/${name}`) === true} onChange={(on) => draft.set(`/${name}`, on)} />
          </Row>
        ))}
        {!frozen && <Text {...text} path="/room_pin" label={t("meetings.pin")} hint={t("meetings.pinHint")} />}
        {!frozen && <Text {...text} path="/admin_pin" label={t("meetings.chairPin")} hint={t("meetings.chairPinHint")} />}
      </Section>
      <Section title={t("meetings.invited")}>
        <Members
          accountId={meeting.account_id}
          ids={(draft.value("/internal_invitees") ?? []) as Id[]}
          names={meeting.names}
          frozen={frozen}
          onChange={(ids) => draft.set("/internal_invitees", ids)}
        />
        <Text {...text} path="/external_invitees" label={t("meetings.guests")} hint={t("meetings.guestsHint")} />
      </Section>
      <SaveBar
        draft={draft}
        save={(changes) => editMeeting(engine, meeting.id, changes)}
        onSaved={(saved) => queries.setQueryData(queryKey, saved)}
        onClash={() => void queries.invalidateQueries({ queryKey })}
        placeName={placeName}
        valueName={valueName}
        onProblem={setProblem}
      />
    </>
  );
}
