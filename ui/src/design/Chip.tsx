import styles from "./Chip.module.css";
import { Icon, type IconName } from "./Icon";

export type Tone = "plain" | "ok" | "info" | "warn" | "danger" | "mail";

/** A state in one word with its icon; the colour only repeats what the word says. */
export function Chip({ tone = "plain", icon, children }: { tone?: Tone; icon: IconName; children: React.ReactNode }) {
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      <Icon name={icon} size={13} />
      {children}
    </span>
  );
}
