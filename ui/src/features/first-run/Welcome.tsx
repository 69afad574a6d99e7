import { Mark } from "../../design/Mark";
import styles from "./Welcome.module.css";

/** The frame of the two screens before the console: first run and signing in. */
export function Welcome({ title, hint, children }: { title: string; hint: string; children: React.ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <span className={styles.mark}>
          <Mark size={36} />
        </span>
        <h1>{title}</h1>
        <p className={styles.hint}>{hint}</p>
        {children}
      </div>
    </main>
  );
}
