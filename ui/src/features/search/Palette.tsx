import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ACCOUNT_TABS } from "../../app/places";
import { setPreference, usePreferences } from "../../app/preferences";
import { useSession } from "../../app/session";
import { recentPlaces } from "../../app/recent";
import { useTrail } from "../../app/trail";
import { useVerbs } from "../../app/verbs";
import { useEngine } from "../../api/context";
import { accountQuery, searchQuery } from "../../api/queries";
import dialogStyles from "../../design/Dialog.module.css";
import { Icon, type IconName } from "../../design/Icon";
import { useLockNow } from "../lock/lock-now";
import { useAccountVerbs } from "../accounts/use-account-verbs";
import styles from "./Palette.module.css";

interface Entry {
  id: string;
  icon: IconName;
  label: string;
  detail: string;
  /** Why it cannot be done; shown instead of being left out. */
  refused?: string | undefined;
  run: () => void;
}

/**
 * Ctrl+K: people, accounts and verbs in one list, found in two keystrokes. Open as long as it is drawn. The browser's own
 * dialog: it has to be there with the first screen, to lose none of the keys, and React Aria's would add a quarter to that.
 */
export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    // Focuses the field, and closing gives the focus back to where it was.
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${dialogStyles.overlay} ${styles.overlay}`}
      aria-label={t("search.open")}
      onCancel={onClose}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={`${dialogStyles.modal} ${styles.modal}`}>
        <Content onClose={onClose} onHelp={onHelp} />
      </div>
    </dialog>
  );
}

/** How many of the places one was at are offered before anything is typed. */
const RECENT_SHOWN = 6;

function Content({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  const verbs = useVerbEntries(onHelp);
  const open = (kind: string, id: string) =>
    kind === "user" ? void navigate({ to: "/users/$id/$tab", params: { id, tab: "forwarding" } }) : void navigate({ to: "/accounts/$id/$tab", params: { id, tab: "overview" } });
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(text.trim());
  const search = useQuery({ ...searchQuery(engine, asked), placeholderData: (before) => before });
  const recent: Entry[] = text.trim()
    ? []
    : recentPlaces()
        .slice(1, RECENT_SHOWN + 1)
        .map((place) => ({ id: place.id, icon: place.kind === "user" ? "person" : "account", label: place.name, detail: t("search.recent"), run: () => open(place.kind, place.id) }));
  const words = text.toLocaleLowerCase().trim();
  const found = asked ? (search.data?.rows ?? []) : [];
  // What an earlier word found stands until the next answer, as far as it fits what is typed now: Enter never opens what was not asked for.
  const isOld = search.isPlaceholderData || asked !== text.trim();
  const fitting = isOld ? found.filter((hit) => words.split(/\s+/).every((word) => `${hit.label} ${hit.detail}`.toLocaleLowerCase().includes(word))) : found;
  const hits: Entry[] = fitting.map((hit) => ({
    id: hit.id,
    icon: hit.kind === "user" ? "person" : "account",
    label: hit.label,
    detail: hit.detail,
    run: () => open(hit.kind, hit.id),
  }));
  const entries = [...recent, ...hits, ...verbs.filter((verb) => verb.label.toLocaleLowerCase().includes(words))];
  const current = Math.min(active, entries.length - 1);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer a promise here, which is no clean-up.
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const choose = (entry: Entry | undefined) => {
    if (!entry || entry.refused) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive(Math.min(entries.length - 1, current + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, current - 1));
    else if (event.key === "Enter") choose(entries[current]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={dialogStyles.dialog}>
      <div className={styles.box}>
        <Icon name="search" />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[current] ? `palette-${entries[current].id}` : undefined}
          aria-label={t("search.open")}
          placeholder={t("search.placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul ref={list} id="palette-list" role="listbox" aria-label={t("search.results")} className={styles.list}>
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            aria-selected={index === current}
            aria-disabled={entry.refused ? true : undefined}
            className={styles.row}
            onClick={() => choose(entry)}
            onPointerMove={() => setActive(index)}
          >
            <Icon name={entry.icon} />
            <span className={styles.label}>{entry.label}</span>
            <span className={styles.detail}>{entry.refused ?? entry.detail}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && !search.isError && <p className={styles.none}>{search.isFetching ? t("common.loading") : t("search.nothing", { text })}</p>}
      <p role="status" className={styles.more}>
        {search.isError ? t("search.failed") : hits.length > 0 && search.data?.truncated ? t("search.more") : ""}
      </p>
    </div>
  );
}

function useVerbEntries(onHelp: () => void): Entry[] {
  const { t } = useTranslation();
  const { ask } = useVerbs();
  const engine = useEngine();
  const session = useSession();
  const theme = usePreferences().theme;
  const navigate = useNavigate();
  const lockNow = useLockNow();
  const here = useTrail().findLast((crumb) => crumb.kind === "account") ?? session?.account;
  const verb = (id: string, icon: IconName, label: string, run: () => void): Entry => ({ id, icon, label, detail: t("search.verb"), run });
  const account = useQuery({ ...accountQuery(engine, here?.id ?? ""), enabled: here !== undefined && session?.role !== "user" }).data;
  const target = here && account?.id === here.id ? { id: here.id, name: here.name, enabled: account.fields["enabled"] !== false } : null;
  const ofAccount = useAccountVerbs(target);
  const changing =
    session && session.role !== "user" && here
      ? [
          verb("new-account", "plus", t("accounts.newIn", { name: here.name }), () => ask({ verb: "newAccount", parent: here })),
          verb("new-person", "person", t("users.newIn", { name: here.name }), () => ask({ verb: "newPerson", account: here })),
          verb("import", "upload", t("many.importTitle", { name: here.name }), () => ask({ verb: "importPeople", account: here })),
          ...ofAccount
            .filter((entry) => entry.id !== "child" && entry.id !== "person")
            .map((entry) => ({ ...verb(`account-${entry.id}`, entry.icon, t("search.ofAccount", { verb: entry.label, name: here.name }), entry.run), refused: entry.disabledReason, ...(entry.shortcut ? { detail: entry.shortcut } : {}) })),
          ...ACCOUNT_TABS.map((tab) => verb(`tab-${tab}`, "forward", t("search.goTo", { part: t(`accounts.${tab}`), name: here.name }), () => void navigate({ to: "/accounts/$id/$tab", params: { id: here.id, tab } }))),
        ]
      : [];
  return [
    ...changing,
    verb("theme", "theme", t("settings.switchTheme"), () => void setPreference({ theme: theme === "dark" ? "light" : "dark" })),
    verb("activity", "activity", t("activity.title"), () => void navigate({ to: "/activity" })),
    verb("settings", "settings", t("settings.title"), () => void navigate({ to: "/settings" })),
    verb("lock", "lock", t("lock.now"), () => void lockNow()),
    verb("shortcuts", "keyboard", t("shortcuts.title"), onHelp),
  ];
}
