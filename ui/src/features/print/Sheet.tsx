import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../design/Button";
import { formatDateTime } from "../../i18n/format";
import styles from "./Print.module.css";

/** Paper: what is printed, with a line above it that is not. */
export function Sheet({ title, subtitle, isReady, children }: { title: string; subtitle?: string | undefined; isReady: boolean; children: React.ReactNode }) {
  const { t } = useTranslation();
  const router = useRouter();
  const [now] = useState(() => new Date().toISOString());
  return (
    <div className={styles.desk}>
      <div className={styles.bar} role="toolbar" aria-label={t("print.toolbar")}>
        <Button icon="undo" onPress={() => router.history.back()}>
          {t("print.back")}
        </Button>
        <Button look="primary" icon="print" isDisabled={!isReady} onPress={() => window.print()}>
          {t("print.print")}
        </Button>
      </div>
      {/* Wide tables scroll sideways on narrow screens, with the keyboard, too. */}
      <main className={styles.sheet} id="main" tabIndex={0}>
        <header className={styles.head}>
          <h1>{title}</h1>
          {subtitle && <p>{subtitle}</p>}
        </header>
        {children}
        <footer className={styles.foot}>{t("print.asOf", { time: formatDateTime(now) })}</footer>
      </main>
    </div>
  );
}
