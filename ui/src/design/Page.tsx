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

interface PageProps extends TitleLineProps {
  /** What is on it reaches its edges and scrolls by itself, such as a list. */
  flush?: boolean;
  children: React.ReactNode;
}

/** A page without tabs. */
export function Page({ children, flush, ...line }: PageProps) {
  return (
    <>
      <div className={styles.head}>
        <TitleLine {...line} />
      </div>
      {/* Scrolled with the keyboard, too, when nothing in it takes the focus. */}
      <section className={`${styles.panel} ${flush ? styles.flush : ""}`} aria-label={line.title} {...(flush ? {} : { tabIndex: 0 })}>
        {children}
      </section>
    </>
  );
}
