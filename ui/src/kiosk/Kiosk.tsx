import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Desk } from "./Desk";
import { Enrol } from "./Enrol";
import styles from "./Kiosk.module.css";
import { useStore, type KioskStore } from "./store";

/** The reception: enrolled first, then the desk. */
export function Kiosk({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const stage = useStore(store, (it) => it.stage);
  useEffect(() => {
    document.title = t("kiosk.title");
  }, [t]);
  if (stage === "unknown") return <Enrol store={store} />;
  if (stage === "starting") {
    return (
      <main className={styles.alone}>
        <p role="status">{t("kiosk.starting")}</p>
      </main>
    );
  }
  return <Desk store={store} />;
}
