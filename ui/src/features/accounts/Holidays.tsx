import { getLocalTimeZone, today, type CalendarDate } from "@internationalized/date";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { holidaysQuery } from "../../api/queries";
import type { ListRow } from "../../api/records";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import { Empty, Failed, Loading } from "../../design/states";
import { formatDay } from "../../i18n/format";
import { cellText, Faint, Strong } from "../lists/cells";
import { Export } from "../lists/Export";
import { Inspector } from "../lists/Inspector";
import { ListPane } from "../lists/ListPane";
import { useListState } from "../lists/list-search";
import { useList, useListReader } from "../lists/use-list";
import { HolidayPane } from "./HolidayPane";
import { HolidayYear } from "./HolidayYear";
import { NewHoliday } from "./NewHoliday";

/** What is open beside the list when it is the year, and no holiday. */
const YEAR = "year";
const STANDARD = ["name", "from_date", "to_date", "every_year", "owner"];
const SORTED_BY = "from_date";

/** The holidays of the account and of its people; beside them the one that is open, or the year. */
export function Holidays({ account }: { account: Account }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const state = useListState();
  const rows = useList(account.id, "holiday", SORTED_BY);
  const read = useListReader(account.id, "holiday", SORTED_BY);
  const columns = useHolidayColumns();
  // The day on which the new one begins.
  const [adding, setAdding] = useState<CalendarDate | null>(null);
  const name = String(account.fields["name"] ?? "");
  const onAdd = account.may.edit ? setAdding : undefined;
  const add = onAdd && (
    <Button icon="plus" look={rows.total === 0 ? "primary" : "plain"} onPress={() => onAdd(today(getLocalTimeZone()))}>
      {t("holidays.new")}
    </Button>
  );
  const words = (row: ListRow, column: string) => (column === "every_year" ? t(row.cells["every_year"] === true ? "common.yes" : "common.no") : cellText(row, column));
  return (
    <>
      <ListPane
        label={t("holidays.listOf", { name })}
        columns={columns}
        standard={STANDARD}
        sortedBy={SORTED_BY}
        filters={[{ column: "every_year", label: t("holidays.everyYear"), options: (["true", "false"] as const).map((value) => ({ value, label: t(value === "true" ? "common.yes" : "common.no") })) }]}
        rows={rows}
        count={(matched, total) => (matched === total ? t("holidays.count", { count: total }) : t("lists.countOf", { matched: matched.toLocaleString(), total: total.toLocaleString() }))}
        onOpen={(row) => state.set({ open: row.id })}
        actions={
          <>
            {rows.total ? add : null}
            <Button icon="holiday" onPress={() => state.set({ open: state.open === YEAR ? undefined : YEAR })}>
              {t("holidays.year")}
            </Button>
            {rows.total ? <Export read={read} name={`${name} - ${t("holidays.title")}`} columns={columns} text={words} /> : null}
          </>
        }
        empty={
          <Empty icon="holiday" title={t("holidays.empty")} action={add}>
            {t("holidays.emptyHint")}
          </Empty>
        }
        inspector={state.open === YEAR ? <Year accountId={account.id} onAdd={onAdd} onOpen={(id) => state.set({ open: id })} /> : state.open && <HolidayPane key={state.open} accountId={account.id} id={state.open} mayEditAccount={account.may.edit} />}
      />
      {adding && <NewHoliday accountId={account.id} day={adding} onClose={() => setAdding(null)} onAdded={() => void queries.invalidateQueries({ queryKey: ["account", account.id] })} />}
    </>
  );
}

/** The account's own holidays in their year. */
function Year({ accountId, onAdd, onOpen }: { accountId: string; onAdd: ((day: CalendarDate) => void) | undefined; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const query = useQuery(holidaysQuery(useEngine(), accountId));
  // Those of single people are in their own lists.
  const ofAccount = (query.data?.rows ?? []).filter(({ fields }) => !fields.user_id).map(({ id, fields }) => ({ id, name: fields.name, from_date: fields.from_date, to_date: fields.to_date, every_year: fields.every_year }));
  return (
    <Inspector icon="holiday" title={t("holidays.year")}>
      {query.isPending && <Loading rows={6} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <HolidayYear holidays={ofAccount} onAdd={onAdd} onOpen={onOpen} />}
    </Inspector>
  );
}

function useHolidayColumns(): GridColumn<ListRow>[] {
  const { t } = useTranslation();
  const day = (id: "from_date" | "to_date"): GridColumn<ListRow> => ({
    id,
    label: t(id === "from_date" ? "holidays.from" : "holidays.to"),
    width: 130,
    draw: (row) => <Faint>{cellText(row, id) && formatDay(cellText(row, id))}</Faint>,
  });
  return [
    { id: "name", label: t("columns.name"), width: 170, share: 2, draw: (row) => <Strong>{cellText(row, "name")}</Strong> },
    day("from_date"),
    day("to_date"),
    { id: "every_year", label: t("holidays.everyYear"), width: 112, draw: (row) => row.cells["every_year"] === true && <Chip icon="undo">{t("common.yes")}</Chip> },
    { id: "owner", label: t("columns.owner"), width: 140, share: 1, draw: (row) => <Faint>{cellText(row, "owner")}</Faint> },
  ];
}
