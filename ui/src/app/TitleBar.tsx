import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useHost } from "../api/context";
import { signOut } from "../api/mutations";
import { Button } from "../design/Button";
import { Icon } from "../design/Icon";
import { Mark } from "../design/Mark";
import { later } from "./later";
import { forgetPlaces } from "./recent";
import { useSession } from "./session";
import { useLockNow } from "../features/lock/lock-now";
import { SHORTCUTS } from "./shortcut-keys";
import styles from "./Shell.module.css";
import { useTrail } from "./trail";

const VerbPopover = later(async () => (await import("../design/ContextMenu")).VerbPopover);

interface TitleBarProps {
  onSearch: () => void;
  onDrawer: () => void;
  drawer: boolean;
}

export function TitleBar({ onSearch, onDrawer, drawer }: TitleBarProps) {
  const { t } = useTranslation();
  const trail = useTrail();
  return (
    <header className={styles.title}>
      <Button look="quiet" icon="menu" aria-label={t("shell.drawer")} aria-expanded={drawer} onPress={onDrawer} className={styles.drawerButton} />
      <Link to="/" className={styles.brand} aria-label={t("shell.home")}>
        <Mark size={24} />
      </Link>
      <nav className={styles.crumbs} aria-label={t("shell.breadcrumbs")}>
        <ol className={styles.crumbs}>
          {trail.map((crumb, index) => (
            <li key={crumb.id}>
              {index > 0 && <Icon name="chevron" size={12} mirrored />}
              {crumb.kind === "account" ? (
                <Link to="/accounts/$id/$tab" params={{ id: crumb.id, tab: "overview" }} className={styles.crumb} aria-current={index === trail.length - 1 ? "page" : undefined}>
                  {crumb.name}
                </Link>
              ) : (
                <span className={styles.crumb} aria-current="page">
                  {crumb.name}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <AriaButton className={styles.search} onPress={onSearch} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>{t("search.open")}</span>
        <kbd aria-hidden="true">{SHORTCUTS[0].keys.join(" ")}</kbd>
      </AriaButton>
      <Person />
    </header>
  );
}

function Person() {
  const { t } = useTranslation();
  const { engine, platform } = useHost();
  const session = useSession();
  const navigate = useNavigate();
  const lockNow = useLockNow();
  const name = session?.user?.display_name || session?.user?.username || t("shell.owner");
  const leave = async () => {
    await signOut(engine).catch(() => undefined);
    forgetPlaces();
    // A full load, so that nothing of the person stays in memory.
    window.location.assign("/sign-in");
  };
  const user = session?.user;
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <AriaButton
        ref={button}
        className={styles.person}
        aria-haspopup="menu"
        aria-expanded={open}
        onPress={() => setOpen(true)}
        onKeyDown={(event) => (event.key === "ArrowDown" || event.key === "ArrowUp") && setOpen(true)}
      >
        <Icon name="person" />
        <span>{name}</span>
        <span className="visually-hidden">{t("shell.you")}</span>
        <Icon name="down" size={12} />
      </AriaButton>
      {open && (
        <VerbPopover
          anchor={button}
          onClose={() => setOpen(false)}
          label={t("shell.you")}
          verbs={[
            ...(user
              ? [{ id: "me", label: t("shell.myPage"), icon: "person" as const, run: () => void navigate({ to: "/users/$id/$tab", params: { id: user.id, tab: "profile" } }) }]
              : []),
            { id: "settings", label: t("settings.title"), icon: "settings", run: () => void navigate({ to: "/settings" }) },
            { id: "lock", label: t("lock.now"), icon: "lock", shortcut: "Alt L", run: () => void lockNow() },
            ...(platform.capabilities.vouchesForOwner
              ? []
              : [{ id: "out", label: t("shell.signOut"), icon: "sign_out" as const, separated: true, run: () => void leave() }]),
          ]}
        />
      )}
    </>
  );
}
