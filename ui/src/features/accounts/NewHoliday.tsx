import { useMutation } from "@tanstack/react-query";
import { type CalendarDate } from "@internationalized/date";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { addHoliday } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { DayField } from "../../design/DateFields";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";

export function NewHoliday({ accountId, day, onClose, onAdded }: { accountId: Id; day: CalendarDate; onClose: () => void; onAdded: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [name, setName] = useState("");
  const [from, setFrom] = useState<CalendarDate>(day);
  const [to, setTo] = useState<CalendarDate | null>(null);
  const [everyYear, setEveryYear] = useState(false);
  const last = to && to.compare(from) >= 0 ? to : from;
  const add = useMutation({
    mutationFn: () => addHoliday(engine, accountId, { name: name.trim(), from_date: from.toString(), to_date: last.toString(), every_year: everyYear }),
    onSuccess: () => {
      onAdded();
      onClose();
    },
  });
  return (
    <Dialog
      title={t("holidays.new")}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={!name.trim() || add.isPending} onPress={() => add.mutate()}>
            {t("holidays.add")}
          </Button>
        </>
      }
    >
      {add.error && <Notice tone="danger">{problemMessage(t, add.error)}</Notice>}
      <Field label={t("holidays.name")} autoFocus value={name} onChange={setName} />
      <DayField label={t("holidays.from")} value={from} onChange={setFrom} />
      <DayField label={t("holidays.to")} value={last} onChange={setTo} />
      <Toggle label={t("holidays.everyYear")} isSelected={everyYear} onChange={setEveryYear} />
    </Dialog>
  );
}
