import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemMessage } from "../../api/problems";
import { useEngine } from "../../api/context";
import { readList, type ListKind, type ListRow } from "../../api/records";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { announce } from "../../design/notices";
import { writeCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import { cellText } from "./cells";
import { readSort, useListState } from "./list-search";

const WINDOW = 500;

interface ExportProps {
  accountId: Id;
  kind: ListKind;
  /** The name of the file, without its ending. */
  name: string;
  columns: readonly { id: string; label: string }[];
}

/** The whole list as it is searched and sorted now, with all its columns, for a spreadsheet. */
export function Export({ accountId, kind, name, columns }: ExportProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const { q = "", sort } = useListState();
  const write = useMutation({
    mutationFn: async () => {
      const order = readSort(sort, "name");
      const rows: ListRow[] = [];
      for (;;) {
        const page = await readList(engine, accountId, kind, { from: rows.length, count: WINDOW, text: q, sort: order.column, descending: order.descending });
        rows.push(...page.rows);
        if (page.rows.length === 0 || rows.length >= page.matched) return rows;
      }
    },
    onSuccess: (rows) => {
      const table = [columns.map((column) => column.label), ...rows.map((row) => columns.map((column) => cellText(row, column.id)))];
      download(`${name}.csv`, "text/csv", writeCsv(table));
      announce({ tone: "ok", text: t("many.exported", { count: rows.length }) });
    },
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
  return (
    <Button icon="download" isDisabled={write.isPending} onPress={() => write.mutate()}>
      {t("many.export")}
    </Button>
  );
}
