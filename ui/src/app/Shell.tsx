import { Outlet } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Sidebar } from "../features/accounts/Sidebar";
import { useLockNow } from "../features/lock/lock-now";
import { watchIdle } from "../features/lock/idle";
import { Palette } from "../features/search/Palette";
import { usePlatform } from "../api/context";
import { isLocked } from "../api/lock";
import { giveEarlyKeys } from "./held-keys";
import { later, laterDialog, readAhead } from "./later";
import { ActingBar } from "./ActingBar";
import { usePreferences } from "./preferences";
import { Rail } from "./Rail";
import styles from "./Shell.module.css";
import { useShortcut } from "./shortcuts";
import { StatusBar } from "./StatusBar";
import { TitleBar } from "./TitleBar";
import { TreeProvider } from "./tree-context";
import { VerbsProvider } from "./verbs";

const CrashNotice = later(async () => (await import("../features/computer/CrashNotice")).CrashNotice);
const DeskWatch = later(async () => (await import("../features/desk/DeskWatch")).DeskWatch);
const ShortcutHelp = laterDialog(async () => (await import("../features/settings/ShortcutHelp")).ShortcutHelp);

/** The frame of the console: title bar, rail, account tree, the open record, status bar. */
export function Shell() {
  const { t } = useTranslation();
  const { computer } = usePlatform();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  useEffect(readAhead, []);
  useShortcut("search", () => setPalette(true));
  useShortcut("help", () => setHelp(true));
  const lockNow = useLockNow();
  useShortcut("lock", () => void lockNow());
  // Once all shortcuts are known, those of what stands in the frame too.
  useEffect(() => void giveEarlyKeys(), []);
  const minutes = Number(usePreferences().lockAfter);
  useEffect(() => (minutes > 0 ? watchIdle(minutes, () => isLocked() || void lockNow()) : undefined), [minutes, lockNow]);
  return (
    <TreeProvider>
      <VerbsProvider>
        <a className={styles.skip} href="#main">
          {t("shell.skip")}
        </a>
        <div className={styles.shell} data-drawer={drawer || undefined}>
          <TitleBar onSearch={() => setPalette(true)} onDrawer={() => setDrawer((open) => !open)} drawer={drawer} />
          <Rail onHelp={() => setHelp(true)} />
          <Sidebar onOpened={() => setDrawer(false)} />
          <main className={styles.main} id="main" tabIndex={-1}>
            <ActingBar />
            {computer && <CrashNotice computer={computer} className={styles.acting} />}
            <Outlet />
          </main>
          <StatusBar />
        </div>
        <DeskWatch />
        {palette && <Palette onClose={() => setPalette(false)} onHelp={() => setHelp(true)} />}
        {help && <ShortcutHelp isOpen onClose={() => setHelp(false)} />}
      </VerbsProvider>
    </TreeProvider>
  );
}
