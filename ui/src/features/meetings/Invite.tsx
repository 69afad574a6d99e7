import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { inviteToMeeting, type Meeting } from "../../api/meetings";
import { fieldErrors, problemMessage } from "../../api/problems";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { PersonPicker } from "../records/PersonPicker";
import styles from "./Meetings.module.css";

/** Somebody is rung and joins when he answers: a colleague by name, anybody by number. */
export function Invite({ meeting, isOpen }: { meeting: Meeting; isOpen: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [number, setNumber] = useState("");
  const invite = useMutation({ mutationFn: (wanted: string) => inviteToMeeting(engine, meeting.id, wanted), onSuccess: () => setNumber("") });
  const frozen = !isOpen || !meeting.has_plane || meeting.locked;
  const said = fieldErrors(invite.error, "/number");
  return (
    <div className={styles.invite}>
      <PersonPicker
        stacked
        clears
        label={t("meetings.invite")}
        accountId={meeting.account_id}
        name=""
        placeholder={t("records.findPerson")}
        isDisabled={frozen}
        onPick={(person) => person?.extension && invite.mutate(person.extension)}
      />
      <Form
        className={styles.number}
        onSubmit={(event) => {
          event.preventDefault();
          if (number.trim() && !frozen) invite.mutate(number.trim());
        }}
      >
        <Field
          stacked
          label={t("meetings.inviteNumber")}
          isDisabled={frozen}
          value={number}
          onChange={setNumber}
          errors={said.length > 0 ? said : invite.error ? [problemMessage(t, invite.error)] : []}
        />
        <Button icon="phone" isDisabled={frozen || !number.trim() || invite.isPending} onPress={() => invite.mutate(number.trim())}>
          {t("meetings.ring")}
        </Button>
      </Form>
      {meeting.locked && <p className={styles.why}>{t("meetings.lockedHint")}</p>}
    </div>
  );
}
