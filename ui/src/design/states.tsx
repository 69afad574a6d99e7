/** What a list shows when it has no rows to show: still loading, nothing there yet, or an error with a way on. */
import { useTranslation } from "react-i18next";
import { problemMessage } from "../api/problems";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";
import styles from "./states.module.css";

const WIDTHS = ["62%", "48%", "71%", "39%", "56%", "66%", "44%", "52%"];

export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className={styles.bone} style={{ inlineSize: WIDTHS[index % WIDTHS.length] }} />
      ))}
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
  /** One of several parts of a page, not the whole of it. */
  small?: boolean;
}

export function Empty({ icon, title, children, action, small }: EmptyProps) {
  if (small) {
    return (
      <div className={styles.small}>
        <Icon name={icon} size={20} />
        <div>
          <strong>{title}</strong>
          <p>{children}</p>
        </div>
        {action}
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <span className={styles.mark}>
        <Icon name={icon} size={24} />
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.empty} role="alert">
      <span className={`${styles.mark} ${styles.bad}`}>
        <Icon name="warning" size={24} />
      </span>
      <h2>{t("common.failed")}</h2>
      <p>{problemMessage(t, error)}</p>
      <Button onPress={onRetry}>{t("common.retry")}</Button>
    </div>
  );
}

/** A sentence that must not be missed, beside the thing it is about. */
export function Notice({ tone, children, action }: { tone: "info" | "warn" | "danger" | "ok"; children: React.ReactNode; action?: React.ReactNode }) {
  const icon = tone === "ok" ? "available" : tone === "info" ? "info" : "warning";
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === "danger" ? "alert" : "note"}>
      <Icon name={icon} />
      <div className={styles.noticeText}>{children}</div>
      {action}
    </div>
  );
}
