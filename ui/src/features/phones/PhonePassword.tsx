import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { rearmPhone, type PhoneFile } from "../../api/phones";
import { problemMessage } from "../../api/problems";
import type { AnyRecord } from "../../api/records";
import { Button } from "../../design/Button";
import { announce } from "../../design/notices";
import { Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import styles from "./Phones.module.css";

/** Whether the file holds the SIP password, and handing it out again to a phone that has lost it. */
export function PhonePassword({ record, file }: { record: AnyRecord; file: PhoneFile }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const rearm = useMutation({
    mutationFn: () => rearmPhone(engine, record.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["phone", record.id] });
      announce({ tone: "ok", text: t("phones.rearmed", { name: record.label }) });
      // The button that had the focus is gone.
      place.current?.focus();
    },
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
  return (
    <div ref={place} tabIndex={-1} className={styles.password}>
      {file.registered_at ? (
        <>
          <Notice tone="info">{t("phones.passwordHeldBack", { when: formatDateTime(file.registered_at) })}</Notice>
          <Button icon="lock" isDisabled={rearm.isPending} onPress={() => rearm.mutate()}>
            {t("phones.rearm")}
          </Button>
        </>
      ) : (
        <p className={styles.hint}>{t(file.password === "always" ? "phones.passwordAlways" : record.fields["owner_id"] ? "phones.passwordInFile" : "phones.passwordOfNobody")}</p>
      )}
    </div>
  );
}
