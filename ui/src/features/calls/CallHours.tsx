import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { callHoursQuery, type Span } from "../../api/logs";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { listText } from "../../i18n/format";
import styles from "./Calls.module.css";
import { OUTCOMES, OUTCOME_LOOKS } from "./log-columns";

const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** Calls by the hour of the day and by how they went: as bars, or as the same figures in a table. */
export function CallHours({ accountId, span }: { accountId: Id; span: Span }) {
  const { t } = useTranslation();
  const data = useQuery({ ...callHoursQuery(useEngine(), accountId, span), placeholderData: (before) => before }).data;
  const [table, setTable] = useState(false);
  if (!data) return <div className={styles.chart} />;
  const most = Math.max(1, ...data.hours.map((hour) => hour.answered + hour.missed + hour.unanswered));
  const sums = OUTCOMES.map((outcome) => data.hours.reduce((sum, hour) => sum + hour[outcome], 0));
  return (
    <figure className={styles.chart} aria-label={t("logs.chart")}>
      <figcaption className={styles.legend}>
        {OUTCOMES.map((outcome, index) => (
          <span key={outcome}>
            <span className={styles.swatch} data-outcome={outcome} aria-hidden="true" />
            <Icon name={OUTCOME_LOOKS[outcome].icon} size={13} />
            {t(`logs.outcome_${outcome}`)} <strong>{sums[index]?.toLocaleString()}</strong>
          </span>
        ))}
        <span className={styles.zone}>{t("logs.zone", { zone: data.timezone })}</span>
        <Button look="quiet" onPress={() => setTable(!table)}>
          {t(table ? "logs.asChart" : "logs.asTable")}
        </Button>
      </figcaption>
      {table ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.tableBox} tabIndex={0} role="region" aria-label={t("logs.chart")}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("logs.hour")}</th>
                {OUTCOMES.map((outcome) => (
                  <th key={outcome} scope="col">
                    {t(`logs.outcome_${outcome}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.hours.map((hour, index) => (
                <tr key={clock(index)}>
                  <th scope="row">{clock(index)}</th>
                  {OUTCOMES.map((outcome) => (
                    <td key={outcome}>{hour[outcome].toLocaleString()}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className={styles.bars} aria-hidden="true">
          {data.hours.map((hour, index) => (
            <div key={clock(index)} className={styles.bar} title={`${clock(index)} · ${listText(OUTCOMES.map((outcome) => `${t(`logs.outcome_${outcome}`)} ${hour[outcome]}`))}`}>
              <div className={styles.stack}>
                {OUTCOMES.map((outcome) => (
                  <span key={outcome} data-outcome={outcome} style={{ blockSize: `${(hour[outcome] / most) * 100}%` }} />
                ))}
              </div>
              <span className={styles.tick}>{index % 3 === 0 ? String(index).padStart(2, "0") : ""}</span>
            </div>
          ))}
        </div>
      )}
    </figure>
  );
}
