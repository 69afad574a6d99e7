import { useState } from "react";
import { useTranslation } from "react-i18next";
import { enrol } from "../api/kiosk";
import { Problem, problemMessage } from "../api/problems";
import { Button } from "../design/Button";
import { Field } from "../design/Field";
import { Mark } from "../design/Mark";
import styles from "./Kiosk.module.css";
import type { KioskStore } from "./store";

/** A device that is not enrolled asks for the code on the admin's screen, and shows nothing else. */
export function Enrol({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await enrol(store.engine, code);
      await store.start();
    } catch (error) {
      const unknown = error instanceof Problem && error.code === "invalid";
      setFailed(unknown ? t("kiosk.codeUnknown") : problemMessage(t, error));
    }
    setBusy(false);
  };
  return (
    <main className={styles.alone}>
      <form
        noValidate
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <Mark size={36} />
        <h1>{t("kiosk.enrolTitle")}</h1>
        <p>{t("kiosk.enrolHow")}</p>
        <Field stacked autoFocus label={t("kiosk.code")} value={code} onChange={setCode} errors={failed ? [failed] : []} autoComplete="off" />
        <Button look="primary" type="submit" isDisabled={busy || code.trim().length < 8}>
          {t("kiosk.enrol")}
        </Button>
      </form>
    </main>
  );
}
