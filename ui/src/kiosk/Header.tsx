import { useState } from "react";
import { useTranslation } from "react-i18next";
import { play } from "../api/kiosk";
import { problemMessage } from "../api/problems";
import { Icon, type IconName } from "../design/Icon";
import { Mark } from "../design/Mark";
import { formatLocale } from "../i18n/format";
import styles from "./Kiosk.module.css";
import { useNow } from "./clock";
import type { Action } from "./keys";
import { useStore, type KioskStore } from "./store";
import type { DeskState } from "./use-desk";

const MENU: readonly (readonly [Action, IconName])[] = [
  ["visitors", "contact"],
  ["rooms", "people"],
  ["hours", "office_hours"],
  ["large", "search"],
  ["help", "keyboard"],
  ["leave", "lock"],
];

/** Callers who are played where phones are simulated. */
const CALLERS = [
  ["+49 30 5550101", "Flour Mill Ltd"],
  ["+49 170 5550202", "Ms Vogel"],
  ["+49 89 5550303", ""],
] as const;

/** Whose reception it is, what time it is, whether the office is open by hand, and the ways to everything else. */
export function Header({ store, desk }: { store: KioskStore; desk: DeskState }) {
  const { t } = useTranslation();
  const own = useStore(store, (it) => it.self);
  const now = useNow() + store.ahead;
  const [played, setPlayed] = useState(0);
  const hidden: { readonly [action: string]: boolean | undefined } = { visitors: !own?.duties.visitors, rooms: !own?.duties.meetings, hours: !own?.duties.hours };
  const ring = async () => {
    const [number, name] = CALLERS[played % CALLERS.length] ?? CALLERS[0];
    setPlayed(played + 1);
    try {
      store.took(await play(store.engine, number, name));
    } catch (error) {
      desk.say({ text: problemMessage(t, error), tone: "danger" });
    }
    desk.focus();
  };
  return (
    <header className={styles.header}>
      <Mark size={26} />
      <h1>{own?.account.name}</h1>
      <span className={styles.line}>
        {own?.name}
        {own?.line && (
          <bdi dir="ltr">
            {" · "}
            {own.line.extension_number}
          </bdi>
        )}
      </span>
      {own?.office_switch && (
        <span className={styles.badge} data-tone={own.office_switch.to === "open" ? "ok" : "mail"}>
          <Icon name={own.office_switch.to === "open" ? "office_hours" : "night"} size={16} />
          {t(own.office_switch.to === "open" ? "kiosk.openByHand" : "kiosk.night")}
        </span>
      )}
      {own?.plane?.simulated && (
        <span className={styles.badge} data-tone="warn">
          <Icon name="info" size={16} />
          {t("kiosk.simulated")}
          <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => void ring()}>
            {t("kiosk.play")}
          </button>
        </span>
      )}
      <span className={styles.gap} />
      <nav className={styles.menu} aria-label={t("kiosk.menu")}>
        {MENU.filter(([action]) => !hidden[action]).map(([action, icon]) => (
          <button key={action} type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => desk.act(action)} aria-pressed={action === "large" ? desk.large : undefined}>
            <Icon name={icon} size={16} />
            <span>{t(`kiosk.action_${action}`)}</span>
            <kbd>{action === "help" ? "?" : desk.keys[action]}</kbd>
          </button>
        ))}
      </nav>
      <time className={styles.clock}>{new Intl.DateTimeFormat(formatLocale(), { hour: "2-digit", minute: "2-digit" }).format(now)}</time>
    </header>
  );
}
