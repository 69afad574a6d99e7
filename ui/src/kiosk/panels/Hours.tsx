import { useTranslation } from "react-i18next";
import { switchHours, type HoursTo } from "../../api/kiosk";
import { Icon, type IconName } from "../../design/Icon";
import { useStore, type KioskStore } from "../store";
import styles from "./Panels.module.css";
import { useDeed } from "./use-deed";

const CHOICES: readonly (readonly [HoursTo, IconName])[] = [
  ["week", "office_hours"],
  ["open", "available"],
  ["closed", "night"],
];

/** The office open or closed by hand until midnight, or as its week says. */
export function Hours({ store, onDone }: { store: KioskStore; onDone: (text: string) => void }) {
  const { t } = useTranslation();
  const now = useStore(store, (it) => it.self?.office_switch?.to ?? "week");
  const { busy, failed, run } = useDeed();
  const choose = async (to: HoursTo) => {
    if (await run(() => switchHours(store.engine, to))) onDone(t(`kiosk.hoursDone_${to}`));
  };
  return (
    <div className={styles.form}>
      <p>{t("kiosk.hoursHow")}</p>
      <div
        className={styles.choices}
        role="group"
        aria-label={t("kiosk.action_hours")}
        onKeyDown={(event) => {
          const choice = CHOICES[Number(event.key) - 1];
          if (choice) void choose(choice[0]);
        }}
      >
        {CHOICES.map(([to, icon], index) => (
          <button key={to} type="button" aria-pressed={now === to} autoFocus={index === 0} disabled={busy} onClick={() => void choose(to)}>
            <kbd>{index + 1}</kbd>
            <Icon name={icon} size={18} />
            {t(`kiosk.hours_${to}`)}
          </button>
        ))}
      </div>
      {failed && <p role="alert">{failed}</p>}
    </div>
  );
}
