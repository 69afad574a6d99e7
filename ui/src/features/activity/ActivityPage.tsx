import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useSetTrail } from "../../app/trail";
import { useEngine } from "../../api/context";
import { readAudit } from "../../api/queries";
import type { ListRow } from "../../api/records";
import { Button } from "../../design/Button";
import { Page } from "../../design/Page";
import { Empty } from "../../design/states";
import { spanName, spanOf } from "../calls/span";
import { SpanChoice } from "../calls/SpanChoice";
import { Export } from "../lists/Export";
import { ListPane } from "../lists/ListPane";
import { readOnly, readSort, useListState } from "../lists/list-search";
import { useRows } from "../lists/use-rows";
import { Deed } from "./Deed";
import { STANDARD, useActivityColumns, useActivityFilters } from "./columns";

/** Who changed what, newest first. */
export function ActivityPage() {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const session = useSession();
  // As long as the page is open, today stays today: the span must not move under the list.
  const [now] = useState(() => new Date());
  const name = spanName(state.span);
  const { since, until } = spanOf(name, now);
  const [opened, setOpened] = useState<ListRow | null>(null);
  const { q = "", sort, only } = state;
  const read = useCallback(
    (from: number, count: number) => {
      const order = readSort(sort, "-at");
      return readAudit(engine, { since, until, rows: { from, count, text: q, sort: order.column, descending: order.descending, only: readOnly(only) } });
    },
    [engine, since, until, q, sort, only],
  );
  const rows = useRows(["audit", since, until, q, sort ?? "", only ?? ""], read);
  const columns = useActivityColumns();
  useSetTrail([{ id: "activity", name: t("activity.title"), kind: "page" }]);
  return (
    <Page icon="activity" title={t("activity.title")} subtitle={t("activity.hint")} flush>
      <ListPane
        label={t("activity.list", { name: session?.account.name ?? "" })}
        columns={columns}
        standard={STANDARD}
        sortedBy="-at"
        filters={useActivityFilters()}
        rows={rows}
        count={(matched, total) => (matched === total ? t("activity.count", { count: total }) : t("lists.countOf", { matched: matched.toLocaleString(), total: total.toLocaleString() }))}
        onOpen={(row) => {
          setOpened(row);
          state.set({ open: row.id }, { replace: true });
        }}
        actions={
          <>
            <SpanChoice state={state} />
            {rows.total ? <Export read={read} name={t("activity.file")} columns={columns} /> : null}
          </>
        }
        empty={
          <Empty
            icon="activity"
            title={t("activity.emptySpan")}
            action={name === "quarter" ? null : <Button onPress={() => state.set({ span: "quarter" })}>{t("logs.longer")}</Button>}
          >
            {t("activity.emptyHint")}
          </Empty>
        }
        inspector={opened && state.open === opened.id ? <Deed row={opened} /> : null}
      />
    </Page>
  );
}
