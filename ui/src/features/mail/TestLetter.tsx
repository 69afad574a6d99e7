import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { outboxQuery, sendTestLetter } from "../../api/outgoing";
import { fieldErrors } from "../../api/problems";
import type { Id } from "../../api/types";
import { FormDialog } from "../../design/FormDialog";
import { Field } from "../../design/Field";
import { Loading, Notice } from "../../design/states";
import { useReason } from "./reasons";

/** Sends a letter and stays until it is known what came of it. */
export function TestLetter({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const engine = useEngine();
  const [to, setTo] = useState("");
  const send = useMutation({ mutationFn: () => sendTestLetter(engine, to.trim(), i18n.language) });
  const ready = to.trim() !== "" && !send.isPending;
  const said = fieldErrors(send.error, "/to");
  return (
    <FormDialog
      title={t("mail.testSend")}
      onClose={onClose}
      action={t("mail.sendNow")}
      icon="send"
      cancel={t("common.close")}
      isReady={ready}
      onSubmit={() => send.mutate()}
      error={said.length === 0 && send.error}
      after={send.data !== undefined && <Outcome key={send.data} id={send.data} />}
    >
      <Field stacked autoFocus type="email" label={t("mail.testTo")} value={to} onChange={setTo} errors={said} />
    </FormDialog>
  );
}

function Outcome({ id }: { id: Id }) {
  const { t } = useTranslation();
  const reason = useReason();
  const outbox = useQuery({ ...outboxQuery(useEngine()), refetchInterval: 700 });
  const tray = outbox.data?.trays.find((entry) => entry.letters.some((letter) => letter.id === id));
  const letter = tray?.letters.find((entry) => entry.id === id);
  if (!letter || !tray || (tray.name === "waiting" && letter.reason == null)) {
    return (
      <div aria-label={t("mail.underWay")}>
        <Loading rows={1} />
      </div>
    );
  }
  if (tray.name === "sent") return <Notice tone="ok">{t("mail.testSent")}</Notice>;
  return <Notice tone="danger">{`${t("mail.testFailed")} ${reason(letter)}`}</Notice>;
}
