import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../design/Icon";
import styles from "./KeyStrip.module.css";
import type { Action } from "./keys";
import { deed, deedWord } from "./model";
import type { DeskState } from "./use-desk";

const STRIP: readonly (readonly [Action, IconName])[] = [
  ["answer", "phone"],
  ["call", "phone"],
  ["blind", "forward"],
  ["ask", "people"],
  ["safe", "undo"],
  ["hold", "pause"],
  ["hangUp", "hangup"],
  ["waiting", "queue"],
  ["park", "queue"],
  ["voicemail", "voicemail"],
];

/** The keys of the desk, as they lie on the keyboard, each with what it does now or why it does nothing. */
export function KeyStrip({ desk }: { desk: DeskState }) {
  const { t } = useTranslation();
  return (
    <nav className={styles.strip} aria-label={t("kiosk.keys")}>
      {STRIP.map(([action, icon]) => {
        const all = desk.calls.calls.length + desk.calls.parked.length;
        const what = action === "waiting" ? (all > 0 ? undefined : "noCall") : deed(action, desk.situation);
        const reason = typeof what === "string" ? t(`kiosk.why_${what}`) : undefined;
        const now = what && typeof what !== "string" ? t(`kiosk.${deedWord(what)}`) : t(`kiosk.action_${action}`);
        return (
          <button
            key={action}
            type="button"
            tabIndex={-1}
            className={styles.key}
            data-action={action}
            aria-disabled={reason !== undefined}
            title={reason ?? ""}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => desk.act(action)}
          >
            <kbd>{desk.keys[action]}</kbd>
            <span className={styles.label}>
              <Icon name={icon} size={16} />
              {now}
            </span>
            <span className={styles.reason}>{reason}</span>
          </button>
        );
      })}
    </nav>
  );
}
