import { useTranslation } from "react-i18next";
import type { RemoteRun } from "../../api/remotes";
import { Chip } from "../../design/Chip";
import { Section } from "../../design/Field";
import { formatDateTime } from "../../i18n/format";
import { sortName } from "./names";
import styles from "./Remotes.module.css";

/** What was pulled and pushed lately, with what could not be done. */
export function History({ runs }: { runs: readonly RemoteRun[] }) {
  const { t } = useTranslation();
  if (runs.length === 0) return null;
  return (
    <Section title={t("remotes.history")}>
      <ol className={styles.steps} aria-label={t("remotes.history")}>
        {runs.map((run) => (
          <li key={run.at} className={styles.step}>
            <div className={styles.stepHead}>
              <strong>{t(run.direction === "pull" ? "remotes.pull" : "remotes.push")}</strong>
              <time dateTime={run.at}>{formatDateTime(run.at)}</time>
              {run.ended ? (
                <span className={styles.faint}>{t("remotes.done", { made: run.made, changed: run.changed, deleted: run.deleted, failed: run.failures.length })}</span>
              ) : (
                <Chip tone="warn" icon="warning">
                  {t("remotes.cutOff")}
                </Chip>
              )}
            </div>
            {run.stopped && <p className={styles.bad}>{t("remotes.stopped", { reason: run.stopped })}</p>}
            {run.failures.length > 0 && (
              <ul className={styles.changes}>
                {run.failures.map((failure, index) => (
                  <li key={index}>
                    <strong>{failure.label}</strong> <span className={styles.faint}>{sortName(t, failure.sort)}</span> <bdi>{failure.reason}</bdi>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
