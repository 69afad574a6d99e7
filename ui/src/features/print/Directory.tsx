import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { accountQuery } from "../../api/queries";
import { readList, type ListRow } from "../../api/records";
import { Failed, Loading } from "../../design/states";
import { cellText } from "../lists/cells";
import styles from "./Print.module.css";
import { Sheet } from "./Sheet";

const route = getRouteApi("/paper/print/directory/$id");
const WINDOW = 500;
const COLUMNS = ["name", "extension_number", "department", "mobile", "email"] as const;

/** Everybody of the account on paper, by name. */
export function Directory() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const engine = useEngine();
  const account = useQuery(accountQuery(engine, id)).data;
  const people = useQuery({
    queryKey: ["account", id, "list", "user", "print"],
    queryFn: async () => {
      const rows: ListRow[] = [];
      for (;;) {
        const page = await readList(engine, id, "user", { from: rows.length, count: WINDOW, text: "", sort: "name", descending: false });
        rows.push(...page.rows);
        if (page.rows.length === 0 || rows.length >= page.matched) return rows;
      }
    },
  });
  const name = String(account?.fields["name"] ?? "");
  return (
    <Sheet title={t("print.directoryOf", { name })} subtitle={people.data && t("users.count", { count: people.data.length })} isReady={people.isSuccess}>
      {people.isPending && <Loading rows={12} />}
      {people.isError && <Failed error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && (
        <table className={styles.table}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.data.map((row) => (
              <tr key={row.id}>
                {COLUMNS.map((column) => (
                  <td key={column}>
                    <bdi>{cellText(row, column)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Sheet>
  );
}
