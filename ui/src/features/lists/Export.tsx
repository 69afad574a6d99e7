import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemMessage } from "../../api/problems";
import type { ListKind, ListRow } from "../../api/records";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { announce } from "../../design/notices";
import { beginWork } from "../../design/works";
import { writeCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import { cellText } from "./cells";
import { useListReader } from "./use-list";

const WINDOW = 500;

interface ExportProps {
  accountId: Id;
  kind: ListKind;
  /** The name of the file, without its ending. */
  name: string;
  columns: readonly { id: string; label: string }[];
}

/** The whole list as it is searched, narrowed and sorted now, with all its columns, for a spreadsheet. */
export function Export({ accountId, kind, name, columns }: ExportProps) {
  const { t } = useTranslation();
  const read = useListReader(accountId, kind);
  const write = useMutation({
    mutationFn: async () => {
      const rows: ListRow[] = [];
      const work = beginWork(t("many.exporting"), 0);
      try {
        for (;;) {
          const page = await read(rows.length, WINDOW);
          rows.push(...page.rows);
          work.step(rows.length, page.matched);
          if (work.signal.aborted) return null;
          if (page.rows.length === 0 || rows.length >= page.matched) return rows;
        }
      } finally {
        work.end();
      }
    },
    onSuccess: (rows) => {
      if (!rows) return void announce({ tone: "ok", text: t("many.exportCancelled") });
      const table = [columns.map((column) => column.label), ...rows.map((row) => columns.map((column) => cellText(row, column.id)))];
      // Spreadsheets read UTF-8 only when it says so.
      download(`${name}.csv`, "text/csv", `\uFEFF${writeCsv(table)}`);
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
