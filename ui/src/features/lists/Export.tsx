import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemMessage } from "../../api/problems";
import { usePlatform } from "../../api/context";
import type { ListRow } from "../../api/records";
import { Button } from "../../design/Button";
import { announce } from "../../design/notices";
import { beginWork } from "../../design/works";
import { writeCsv } from "../../lib/csv";
import { cellText } from "./cells";

const WINDOW = 500;

interface ExportProps {
  /** Reads some rows of the list as it is searched, narrowed and sorted now. */
  read: (from: number, count: number) => Promise<{ rows: ListRow[]; matched: number }>;
  /** The name of the file, without its ending. */
  name: string;
  columns: readonly { id: string; label: string }[];
  /** What is written for a cell; its text where absent. */
  text?: (row: ListRow, column: string) => string;
}

/** The whole list as it is searched, narrowed and sorted now, with all its columns, for a spreadsheet. */
export function Export({ read, name, columns, text = cellText }: ExportProps) {
  const { t } = useTranslation();
  const { saveFile } = usePlatform();
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
    onSuccess: async (rows) => {
      if (!rows) return void announce({ tone: "ok", text: t("many.exportCancelled") });
      const table = [columns.map((column) => column.label), ...rows.map((row) => columns.map((column) => text(row, column.id)))];
      // Spreadsheets read UTF-8 only when it says so.
      const path = await saveFile(`${name}.csv`, "text/csv", `\uFEFF${writeCsv(table)}`);
      const written = t("many.exported", { count: rows.length });
      announce({ tone: "ok", text: path ? `${written} ${path}` : written });
    },
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
  return (
    <Button icon="download" isDisabled={write.isPending} onPress={() => write.mutate()}>
      {t("many.export")}
    </Button>
  );
}
