import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { deleteHoliday, editHoliday, restoreHoliday } from "../../api/mutations";
import { problemMessage, type Problem } from "../../api/problems";
import { holidaysQuery, userQuery } from "../../api/queries";
import type { Change, Holiday, Id, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Row, Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Empty, Failed, Loading } from "../../design/states";
import { formatDay } from "../../i18n/format";
import { turned, useDraft } from "../../lib/draft";
import { useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { Inspector } from "../lists/Inspector";
import { useListState } from "../lists/list-search";
import { HolidayForm } from "./HolidayForm";

/** The holiday that is open beside its list. */
export function HolidayPane({ accountId, id, mayEditAccount }: { accountId: Id; id: Id; mayEditAccount: boolean }) {
  const { t } = useTranslation();
  const query = useQuery(holidaysQuery(useEngine(), accountId));
  const holiday = query.data?.rows.find((row) => row.id === id);
  if (holiday) return <Open holiday={holiday} mayEditAccount={mayEditAccount} />;
  return (
    <Inspector icon="holiday" title={t("holidays.title")}>
      {query.isPending && <Loading rows={4} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <Empty small icon="holiday" title={t("holidays.gone")} />}
    </Inspector>
  );
}

function Open({ holiday, mayEditAccount }: { holiday: Holiday; mayEditAccount: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const { fields, id } = holiday;
  const draft = useDraft(fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { data: owner, isError: isOwnerGone } = useQuery({ ...userQuery(engine, fields.user_id ?? ""), enabled: Boolean(fields.user_id) });
  const mayEdit = fields.user_id && !isOwnerGone ? (owner?.may.edit_forwarding ?? false) : mayEditAccount;
  const names = useHolidayNames();
  const { queryKey } = holidaysQuery(engine, holiday.account_id);
  const { refresh, complain } = useAfterwards(holiday);
  const show = (saved: Holiday) => {
    queries.setQueryData(queryKey, (list) => list && { rows: list.rows.map((row) => (row.id === id ? saved : row)) });
    void refresh();
  };
  const save = async (changes: Change[]) => {
    const saved = await editHoliday(engine, id, changes);
    const run = () => editHoliday(engine, id, changes.map(turned)).then(show).catch(complain);
    announce({ tone: "ok", text: t("holidays.changed", { name: saved.fields.name }), action: { label: t("common.undo"), run } });
    return saved;
  };
  return (
    <Inspector icon="holiday" title={fields.name} actions={mayEdit && <DeleteButton holiday={holiday} />}>
      <Section title={t("holidays.days")} hint={t("holidays.hint")}>
        <HolidayForm draft={draft} problem={problem} frozen={!mayEdit} />
        <Row label={t("holidays.whose")}>{fields.user_id ? owner?.display_name : t("holidays.everybody")}</Row>
      </Section>
      <SaveBar draft={draft} save={save} onSaved={show} onClash={() => void queries.invalidateQueries({ queryKey })} {...names} onProblem={setProblem} />
    </Inspector>
  );
}

/** Deleting is undone more quickly than a question is answered, so none is asked. */
function DeleteButton({ holiday: { id, fields, account_id } }: { holiday: Holiday }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const { refresh, complain } = useAfterwards({ account_id });
  const remove = useMutation({
    mutationFn: () => deleteHoliday(engine, id),
    onSuccess: async () => {
      state.set({ open: undefined });
      await refresh();
      announce({
        tone: "ok",
        text: t("holidays.deleted", { name: fields.name }),
        action: { label: t("common.undo"), run: () => restoreHoliday(engine, id).then(refresh).catch(complain) },
      });
    },
    onError: complain,
  });
  return <Button look="quiet" icon="trash" aria-label={t("holidays.delete", { name: fields.name })} isDisabled={remove.isPending} onPress={() => remove.mutate()} />;
}

/** What follows a change: the list and the year are of the account. */
function useAfterwards({ account_id }: { account_id: Id }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return {
    refresh: () => queries.invalidateQueries({ queryKey: ["account", account_id] }),
    complain: (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) }),
  };
}

/** What the places of a holiday are called, and what is in them, for comparing two of them. */
function useHolidayNames() {
  const { t } = useTranslation();
  const valueName = useValueName();
  const places: { readonly [path: string]: string } = {
    "/name": t("holidays.name"),
    "/from_date": t("holidays.from"),
    "/to_date": t("holidays.to"),
    "/every_year": t("holidays.everyYear"),
    "/from_time": t("holidays.begins"),
    "/to_time": t("holidays.ends"),
  };
  return {
    placeName: (path: string) => places[path] ?? path.slice(1),
    valueName: (path: string, value: Json | undefined) => (path.endsWith("_date") && typeof value === "string" ? formatDay(value) : valueName(path, value)),
  };
}
