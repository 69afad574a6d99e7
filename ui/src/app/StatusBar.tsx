import { useIsMutating, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useHost } from "../api/context";
import { installationQuery } from "../api/queries";
import { Icon } from "../design/Icon";
import { CopyState } from "../features/copy/CopyState";
import { useFeedState } from "./feed-context";
import styles from "./Shell.module.css";
import { useSaveState } from "./unsaved";

/** The quiet line at the bottom: is the engine there, is everything saved, which change is the newest. */
export function StatusBar() {
  const { t } = useTranslation();
  const { engine, platform } = useHost();
  const { seq, state } = useFeedState();
  const saving = useIsMutating() > 0;
  const saved = useSaveState();
  const installation = useQuery(installationQuery(engine)).data;
  const connected = state === "connected";
  return (
    <footer className={styles.status}>
      <span className={connected ? styles.good : styles.attention} role="status">
        <Icon name={connected ? "available" : "warning"} size={12} />
        {connected ? t(platform.kind === "desktop" ? "status.local" : "status.connected") : t("status.connecting")}
      </span>
      <span role="status" className={saved === "failed" ? styles.bad : saved === "unsaved" ? styles.attention : undefined}>
        <Icon name={saved === "saved" ? "check" : saved === "failed" ? "warning" : "edit"} size={12} />
        {saving ? t("status.saving") : t(`status.${saved}`)}
      </span>
      <CopyState />
      {installation?.simulated_phones && (
        <span className={styles.attention} title={t("status.simulatedHint")}>
          <Icon name="warning" size={12} />
          {t("status.simulated")}
        </span>
      )}
      <span className={styles.push} />
      <span>{t("status.seq", { seq: seq.toLocaleString() })}</span>
      {installation && <span>{t("status.version", { version: installation.version })}</span>}
    </footer>
  );
}
