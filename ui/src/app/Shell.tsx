import { Outlet } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Sidebar } from "../features/accounts/Sidebar";
import { Palette } from "../features/search/Palette";
import { usePlatform } from "../api/context";
import { later, laterDialog, readAhead } from "./later";
import { ActingBar } from "./ActingBar";
import { Rail } from "./Rail";
import styles from "./Shell.module.css";
import { useShortcut } from "./shortcuts";
import { StatusBar } from "./StatusBar";
import { TitleBar } from "./TitleBar";
import { TreeProvider } from "./tree-context";
import { VerbsProvider } from "./verbs";

const CrashNotice = later(async () => (await import("../features/computer/CrashNotice")).CrashNotice);
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
        {palette && <Palette onClose={() => setPalette(false)} onHelp={() => setHelp(true)} />}
        {help && <ShortcutHelp isOpen onClose={() => setHelp(false)} />}
      </VerbsProvider>
    </TreeProvider>
  );
}
