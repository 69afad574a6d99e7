/** What stands in the cells of lists. */
import type { ListRow } from "../../api/records";
import styles from "./Lists.module.css";

export const cellText = (row: ListRow, column: string): string => {
  const value = row.cells[column];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

export function Faint({ children }: { children: React.ReactNode }) {
  return <span className={`${styles.text} ${styles.faint}`}>{children}</span>;
}

export function Strong({ children }: { children: React.ReactNode }) {
  return <span className={styles.name}>{children}</span>;
}

/** A number, an address or an id: read from left to right in every language. */
export function Digits({ children }: { children: React.ReactNode }) {
  return (
    <bdi dir="ltr" className={styles.text}>
      {children}
    </bdi>
  );
}

export function Initials({ name }: { name: string }) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = (words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "");
  return (
    <span className={styles.initials} aria-hidden="true">
      {letters.toUpperCase()}
    </span>
  );
}
