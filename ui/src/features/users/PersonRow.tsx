import { useTranslation } from "react-i18next";
import type { UserRow } from "../../api/types";
import { Chip } from "../../design/Chip";
import { Presence } from "./Presence";
import styles from "./People.module.css";

export function PersonRow({ row, index, height, active, onOpen }: { row: UserRow; index: number; height: number; active: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <div
      id={`person-${row.id}`}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      data-active={active || undefined}
      style={{ transform: `translateY(${index * height}px)`, blockSize: height }}
      onClick={onOpen}
    >
      <span role="gridcell" className={styles.person}>
        <span className={styles.initials} aria-hidden="true">
          {initials(row.display_name)}
        </span>
        <span className={styles.name}>{row.display_name || row.username}</span>
        {row.role === "admin" && <Chip icon="key">{t("roles.admin")}</Chip>}
        {!row.enabled && <Chip tone="warn" icon="pause">{t("tree.disabled")}</Chip>}
      </span>
      <span role="gridcell" className={styles.digits}>
        {row.extension_number}
      </span>
      <span role="gridcell" className={`${styles.wide} ${styles.faint}`}>
        {row.username}
      </span>
      <span role="gridcell">
        <Presence presence={row.do_not_disturb ? "do_not_disturb" : row.presence} />
      </span>
      <span role="gridcell" className={styles.wide}>
        {row.is_forwarded ? <Chip tone="info" icon="forward">{t("users.forwarded")}</Chip> : <span className={styles.faint}>{t("users.standard")}</span>}
      </span>
    </div>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
