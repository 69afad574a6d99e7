import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../design/Button";
import { ACTIONS, DEFAULT_KEYS, isFree, keyName, remap, type Action } from "../keys";
import { HAND_ON, readHandOn } from "../model";
import type { DeskState } from "../use-desk";
import styles from "./Panels.module.css";

/** Every key with what it does; choosing one and pressing another puts it there. */
export function KeyHelp({ desk: { keys, setKeys: onChange, handOn, setHandOn } }: { desk: DeskState }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Action>();
  const [refused, setRefused] = useState(false);
  return (
    <div className={styles.form}>
      <p>{t("kiosk.keysHow")}</p>
      <ul className={styles.keys}>
        {ACTIONS.map((action) => (
          <li key={action}>
            <span>{t(`kiosk.action_${action}`)}</span>
            <button
              type="button"
              aria-label={t("kiosk.keyChange", { action: t(`kiosk.action_${action}`), key: keys[action] })}
              aria-pressed={asked === action}
              onClick={() => {
                setRefused(false);
                setAsked(asked === action ? undefined : action);
              }}
              onBlur={() => setAsked(undefined)}
              onKeyDown={(event) => {
                if (asked !== action || ["Tab", "Escape", "Alt", "Control", "Shift", "Enter", " "].includes(event.key)) return;
                event.preventDefault();
                event.stopPropagation();
                const name = keyName(event.nativeEvent);
                setRefused(!isFree(name));
                if (isFree(name)) onChange(remap(keys, action, name));
                setAsked(undefined);
              }}
            >
              <kbd>{asked === action ? t("kiosk.press") : keys[action]}</kbd>
            </button>
          </li>
        ))}
        <li>
          <span>{t("kiosk.enterDoes")}</span>
          <kbd>{t("kiosk.enterKey")}</kbd>
        </li>
        <li>
          <span>{t("kiosk.escapeDoes")}</span>
          <kbd>{t("kiosk.escapeKey")}</kbd>
        </li>
        <li>
          <span>{t("kiosk.arrowsDo")}</span>
          <kbd>{t("kiosk.arrowKeys")}</kbd>
        </li>
      </ul>
      <label className={styles.choice}>
        <span>{t("kiosk.handOnBy")}</span>
        <select value={handOn} onChange={(event) => setHandOn(readHandOn(event.target.value))}>
          {HAND_ON.map((way) => (
            <option key={way} value={way}>
              {t(`kiosk.action_${way}`)}
            </option>
          ))}
        </select>
      </label>
      {refused && <p role="alert">{t("kiosk.keyRefused")}</p>}
      <Button onPress={() => onChange(DEFAULT_KEYS)}>{t("kiosk.keysDefault")}</Button>
    </div>
  );
}
