import { useTranslation } from "react-i18next";
import type { BulkRow } from "../../api/many";
import type { Json } from "../../api/types";
import { Icon } from "../../design/Icon";
import { useFieldName, useValueName } from "../editing/names";
import styles from "./Many.module.css";

/** Every change before it happens, and why somebody is left out. */
export function Trial({ rows }: { rows: readonly BulkRow[] }) {
  const { t } = useTranslation();
  const placeName = useFieldName();
  const valueName = useValueName();
  const changing = rows.filter((row) => row.changes.length > 0).length;
  return (
    <>
      <p role="status" className={styles.summary}>
        {t("many.would", { count: changing })}
      </p>
      <ul className={styles.rows} aria-label={t("many.preview")}>
        {rows.map((row) => (
          <li key={row.id} className={styles.row} data-bad={row.problem ? true : undefined}>
            <Icon name={row.problem ? "warning" : row.changes.length > 0 ? "edit" : "check"} size={14} />
            <strong>{row.name || t("records.gone")}</strong>
            <span>
              {row.problem
                ? row.problem.detail
                : row.changes.length === 0
                  ? t("many.already")
                  : row.changes.map((change) => `${placeName(change.path)}: ${valueName(change.path, change.from as Json)} → ${valueName(change.path, change.to as Json)}`).join("; ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
