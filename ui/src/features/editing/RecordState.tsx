import { useTranslation } from "react-i18next";
import { Chip } from "../../design/Chip";
import { formatTime } from "../../i18n/format";
import styles from "./SaveBar.module.css";

const LOOKS = {
  unsaved: { tone: "warn", icon: "edit" },
  waiting: { tone: "info", icon: "timer" },
  failed: { tone: "danger", icon: "warning" },
  saved: { tone: "ok", icon: "check" },
} as const;

/** How the record stands, at the record: it stays until the next change, and is said to screen readers. */
export function RecordState({ state, at }: { state: keyof typeof LOOKS; at?: Date }) {
  const { t } = useTranslation();
  const { tone, icon } = LOOKS[state];
  return (
    <span className={styles.state} role="status">
      <Chip tone={tone} icon={icon}>
        {at ? t("edit.savedAt", { time: formatTime(at) }) : t(`edit.state_${state}`)}
      </Chip>
    </span>
  );
}
