import { Icon, type IconName } from "./Icon";
import styles from "./Page.module.css";

interface PageHeadProps {
  icon: IconName;
  title: string;
  subtitle?: React.ReactNode;
  chips?: React.ReactNode;
  actions?: React.ReactNode;
  tabs?: React.ReactNode;
}

/** The head of the detail pane: what is open, its state, what can be done with it. */
export function PageHead({ icon, title, subtitle, chips, actions, tabs }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <span className={styles.mark}>
          <Icon name={icon} size={20} />
        </span>
        <div className={styles.names}>
          <h1>{title}</h1>
          <div className={styles.sub}>
            {subtitle && <span className={styles.subText}>{subtitle}</span>}
            {chips}
          </div>
        </div>
        <div className={styles.actions}>{actions}</div>
      </div>
      {tabs}
    </header>
  );
}

export function PagePanel({ label, flush, children }: { label: string; flush?: boolean; children: React.ReactNode }) {
  return (
    <section className={`${styles.panel} ${flush ? styles.flush : ""}`} aria-label={label}>
      {children}
    </section>
  );
}
