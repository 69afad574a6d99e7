import { useTranslation } from "react-i18next";
import type { ImportRow } from "../../api/many";
import { lineProblem } from "../../api/problems";
import { Icon } from "../../design/Icon";
import styles from "./Many.module.css";

/** What would become of every line, with what is wrong with it. */
export function ImportRows({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation();
  const good = rows.filter((row) => !row.problem).length;
  return (
    <>
      <p role="status" className={styles.summary}>
        {t("many.wouldAdd", { count: good })}
        {good < rows.length && ` ${t("many.wouldNot", { count: rows.length - good })}`}
      </p>
      <ul className={styles.rows} aria-label={t("many.preview")}>
        {rows.map((row, index) => (
          <li key={index} className={styles.row} data-bad={row.problem ? true : undefined}>
            <Icon name={row.problem ? "warning" : "check"} size={14} />
            <strong>{t("many.line", { number: index + 1, name: row.name })}</strong>
            <span>{row.problem && lineProblem(t, row.problem)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
