import { Link, useRouterState } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../design/Icon";
import { useSession } from "./session";
import styles from "./Shell.module.css";

/** The places of the console. Later ones (meetings, phones, reception) get their line here. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const atActivity = path.startsWith("/activity");
  const atSettings = path.startsWith("/settings") || path.startsWith("/about") || path.startsWith("/remotes");
  const atWatches = path.startsWith("/watches");
  const elsewhere = atActivity || atSettings || atWatches || path.startsWith("/copy");
  const session = useSession();
  return (
    <nav className={styles.rail} aria-label={t("shell.places")}>
      <Place to="/" icon="account" label={t("shell.accounts")} current={!elsewhere} />
      <Place to="/activity" icon="activity" label={t("activity.title")} current={atActivity} />
      {session && session.role !== "user" && <Place to="/watches" icon="broadcast" label={t("watches.title")} current={atWatches} />}
      <hr />
      <span title={t("shortcuts.title")}>
        <Button className={styles.railItem} aria-label={t("shortcuts.title")} onPress={onHelp}>
          <Icon name="keyboard" size={18} />
        </Button>
      </span>
      <Place to="/settings" icon="settings" label={t("settings.title")} current={atSettings} />
    </nav>
  );
}

function Place({ to, icon, label, current }: { to: "/" | "/activity" | "/watches" | "/settings"; icon: IconName; label: string; current: boolean }) {
  return (
    <Link to={to} className={styles.railItem} aria-label={label} title={label} data-current={current || undefined} aria-current={current ? "page" : undefined}>
      <Icon name={icon} size={18} />
    </Link>
  );
}
