import { useMutation } from "@tanstack/react-query";
import { type CalendarDate } from "@internationalized/date";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { addHoliday } from "../../api/mutations";
import { asProblem, fieldErrors } from "../../api/problems";
import type { Id } from "../../api/types";
import { FormDialog } from "../../design/FormDialog";
import { useDraft } from "../../lib/draft";
import { HolidayForm } from "./HolidayForm";

/** A holiday of the account that is not there yet: a single whole day, at first. */
export function NewHoliday({ accountId, day, onClose, onAdded }: { accountId: Id; day: CalendarDate; onClose: () => void; onAdded: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [first] = useState({ from_date: day.toString(), to_date: day.toString() });
  const draft = useDraft(first);
  const name = draft.text("/name").trim();
  const [from_time, to_time] = [draft.text("/from_time"), draft.text("/to_time")];
  const add = useMutation({
    mutationFn: () =>
      addHoliday(engine, accountId, {
        name,
        from_date: draft.text("/from_date"),
        to_date: draft.text("/to_date"),
        every_year: draft.value("/every_year") === true,
        ...(from_time && { from_time }),
        ...(to_time && { to_time }),
      }),
    onSuccess: () => {
      onAdded();
      onClose();
    },
  });
  const isSaid = fieldErrors(add.error, "/name").length > 0;
  return (
    <FormDialog title={t("holidays.new")} onClose={onClose} action={t("holidays.add")} isReady={name !== "" && !add.isPending} onSubmit={() => add.mutate()} error={!isSaid && add.error}>
      {/* All of it is new, so that no place is marked as changed. */}
      <HolidayForm draft={{ ...draft, changed: () => false }} problem={add.error ? asProblem(add.error) : null} frozen={false} isNew />
    </FormDialog>
  );
}
