import { getLocalTimeZone, today, type CalendarDate } from "@internationalized/date";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { addHoliday, deleteHoliday } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { holidaysQuery } from "../../api/queries";
import type { Holiday, HolidayFields, Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Empty, Failed, Loading } from "../../design/states";
import { formatDay } from "../../i18n/format";
import styles from "./Holidays.module.css";
import { HolidayYear } from "./HolidayYear";
import { NewHoliday } from "./NewHoliday";

export function Holidays({ accountId, mayEdit }: { accountId: Id; mayEdit: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const query = useQuery(holidaysQuery(engine, accountId));
  // The day on which the new one begins.
  const [adding, setAdding] = useState<CalendarDate | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: holidaysQuery(engine, accountId).queryKey });
  const remove = useMutation({
    mutationFn: (holiday: Holiday) => deleteHoliday(engine, holiday.id),
    onSuccess: async (_, { fields: holiday }) => {
      await refresh();
      announce({
        tone: "ok",
        text: t("holidays.deleted", { name: holiday.name }),
        action: { label: t("common.undo"), run: () => addHoliday(engine, accountId, holiday).then(refresh).catch(complain) },
      });
    },
    onError: (error) => complain(error),
  });
  const complain = (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) });
  const add = mayEdit ? (
    <Button icon="plus" onPress={() => setAdding(today(getLocalTimeZone()))}>
      {t("holidays.new")}
    </Button>
  ) : null;
  const rows = query.data?.rows ?? [];
  // Those of single people are on their own pages.
  const ofAccount = rows.filter(({ fields }) => !fields.user_id).map(({ id, fields }) => ({ id, name: fields.name, from_date: fields.from_date, to_date: fields.to_date, every_year: fields.every_year }));
  return (
    <Section title={t("holidays.title")} hint={t("holidays.hint")} actions={rows.length > 0 ? add : null}>
      {query.isPending && <Loading rows={3} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <Empty small icon="holiday" title={t("holidays.empty")} action={add}>
          {t("holidays.emptyHint")}
        </Empty>
      )}
      {query.isSuccess && <HolidayYear holidays={ofAccount} onAdd={mayEdit ? setAdding : undefined} />}
      <ul className={styles.list} aria-label={t("holidays.title")}>
        {rows.map((record) => (
          <HolidayRow key={record.id} fields={record.fields} onDelete={mayEdit ? () => remove.mutate(record) : undefined} />
        ))}
      </ul>
      {adding && <NewHoliday accountId={accountId} day={adding} onClose={() => setAdding(null)} onAdded={() => void refresh()} />}
    </Section>
  );
}

function HolidayRow({ fields, onDelete }: { fields: HolidayFields; onDelete: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <li className={styles.row}>
      <span className={styles.days}>
        {fields.from_date ? formatDay(fields.from_date) : t("edit.nothing")}
        {fields.to_date && fields.to_date !== fields.from_date && ` – ${formatDay(fields.to_date)}`}
      </span>
      <span className={styles.name}>{fields.name}</span>
      {fields.every_year && <Chip icon="undo">{t("holidays.everyYear")}</Chip>}
      {onDelete && <Button look="quiet" icon="trash" aria-label={t("holidays.delete", { name: fields.name })} onPress={onDelete} />}
    </li>
  );
}
