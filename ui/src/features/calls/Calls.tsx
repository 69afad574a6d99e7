import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { readLog, type LogKind } from "../../api/logs";
import type { ListRow } from "../../api/records";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import { Empty } from "../../design/states";
import { Export } from "../lists/Export";
import { ListPane } from "../lists/ListPane";
import { readOnly, readSort, useListState } from "../lists/list-search";
import { Segments } from "../lists/Segments";
import { useRows } from "../lists/use-rows";
import { CallHours } from "./CallHours";
import { Entry } from "./Entry";
import { LOG_ICONS, LOG_STANDARD, useLogColumns, useLogFilters } from "./log-columns";
import { spanName, spanOf } from "./span";
import { SpanChoice } from "./SpanChoice";

const KINDS = ["call", "recording", "message"] as const satisfies readonly LogKind[];

/** What happened in the account: calls, recordings and messages, one list each. */
export function Calls({ account }: { account: Account }) {
  const { t } = useTranslation();
  const state = useListState();
  const kind = KINDS.find((name) => name === state.view) ?? "call";
  return (
    <>
      <Segments
        label={t("accounts.calls")}
        options={KINDS.map((name) => ({ value: name, label: t(`logs.many_${name}`) }))}
        value={kind}
        onChange={(next) => state.set({ view: next, open: undefined, q: undefined, sort: undefined, cols: undefined, only: undefined })}
      />
      <Log key={kind} account={account} kind={kind} />
    </>
  );
}

function Log({ account, kind }: { account: Account; kind: LogKind }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  // As long as the page is open, today stays today: the span must not move under the list.
  const [now] = useState(() => new Date());
  const name = spanName(state.span);
  const span = spanOf(name, now);
  const { since, until } = span;
  const [opened, setOpened] = useState<ListRow | null>(null);
  const { q = "", sort, only } = state;
  const read = useCallback(
    (from: number, count: number) => {
      const order = readSort(sort, "-at");
      return readLog(engine, account.id, kind, { since, until, rows: { from, count, text: q, sort: order.column, descending: order.descending, only: readOnly(only) } });
    },
    [engine, account.id, kind, since, until, q, sort, only],
  );
  const rows = useRows(["account", account.id, "log", kind, since, until, q, sort ?? "", only ?? ""], read);
  const columns = useLogColumns(kind);
  const office = String(account.fields["name"] ?? "");
  return (
    <ListPane
      label={t(`logs.listOf_${kind}`, { name: office })}
      columns={columns}
      standard={LOG_STANDARD[kind]}
      sortedBy="-at"
      filters={useLogFilters(kind)}
      rows={rows}
      count={(matched, total) => (matched === total ? t(`logs.count_${kind}`, { count: total }) : t("lists.countOf", { matched: matched.toLocaleString(), total: total.toLocaleString() }))}
      onOpen={(row) => {
        setOpened(row);
        state.set({ open: row.id }, { replace: true });
      }}
      actions={
        <>
          <SpanChoice state={state} />
          {rows.total ? <Export read={read} name={`${office} - ${t(`logs.many_${kind}`)}`} columns={columns} /> : null}
        </>
      }
      above={kind === "call" && rows.total ? <CallHours accountId={account.id} span={span} /> : null}
      empty={
        <Empty
          icon={LOG_ICONS[kind]}
          title={t(`logs.empty_${kind}`)}
          action={name === "quarter" ? null : <Button onPress={() => state.set({ span: "quarter" })}>{t("logs.longer")}</Button>}
        >
          {t(`logs.emptyHint_${kind}`)}
        </Empty>
      }
      inspector={opened && state.open === opened.id ? <Entry kind={kind} row={opened} /> : null}
    />
  );
}
