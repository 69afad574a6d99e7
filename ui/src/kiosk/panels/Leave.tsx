import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leave } from "../../api/kiosk";
import { Problem } from "../../api/problems";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import type { KioskStore } from "../store";
import styles from "./Panels.module.css";
import { useDeed } from "./use-deed";

/** The only way out: the PIN, which the engine looks at. In the desktop window the program ends. */
export function Leave({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const [pin, setPin] = useState("");
  const [wrong, setWrong] = useState(false);
  const { busy, failed, run } = useDeed();
  const go = async () => {
    setWrong(false);
    const left = await run(async () => {
      try {
        await leave(store.engine, pin);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== "invalid") throw error;
        setWrong(true);
        setPin("");
        return;
      }
      location.replace("/");
    });
    if (!left) setPin("");
  };
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <p>{t("kiosk.leaveHow")}</p>
      <Field stacked autoFocus type="password" inputMode="numeric" autoComplete="off" label={t("kiosk.pin")} value={pin} onChange={setPin} errors={wrong ? [t("kiosk.pinWrong")] : failed ? [failed] : []} />
      <Button look="primary" type="submit" isDisabled={busy || pin.length < 4}>
        {t("kiosk.action_leave")}
      </Button>
    </form>
  );
}
