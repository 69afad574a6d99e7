import { Icon, type IconName } from "./Icon";
import styles from "./Page.module.css";

interface TitleLineProps {
  icon: IconName;
  /** In the place of the icon, once it is there. */
  picture?: React.ReactNode;
  hasPicture?: boolean;
  title: string;
  subtitle?: React.ReactNode;
  chips?: React.ReactNode;
  actions?: React.ReactNode;
}

/** What is open, its state, what can be done with it. */
export function TitleLine({ icon, picture, hasPicture, title, subtitle, chips, actions }: TitleLineProps) {
  return (
    <header className={styles.line}>
      <span className={styles.mark}>
        {hasPicture ? picture : <Icon name={icon} size={20} />}
      </span>
      <div className={styles.names}>
        <h1>{title}</h1>
        <div className={styles.sub}>
          {subtitle && <span className={styles.subText}>{subtitle}</span>}
          {chips}
        </div>
      </div>
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}

/** A page without tabs. */
export function Page({ children, ...line }: TitleLineProps & { children: React.ReactNode }) {
  return (
    <>
      <div className={styles.head}>
        <TitleLine {...line} />
      </div>
      {/* Scrolled with the keyboard, too, when nothing in it takes the focus. */}
      <section className={styles.panel} aria-label={line.title} tabIndex={0}>
        {children}
      </section>
    </>
  );
}
