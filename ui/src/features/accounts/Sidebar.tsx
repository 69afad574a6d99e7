import { useMatch, useNavigate } from "@tanstack/react-router";
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { Input, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { ROW_HEIGHT, usePreferences } from "../../app/preferences";
import { later } from "../../app/later";
import { useSession } from "../../app/session";
import { useShortcut } from "../../app/shortcuts";
import { useTrail } from "../../app/trail";
import { useFirstTree, useTree } from "../../app/tree-context";
import { isUnsaved } from "../../app/unsaved";
import { useVerbs } from "../../app/verbs";
import type { TreeRow } from "../../api/types";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Empty } from "../../design/states";
import type { TreeModel } from "../../design/tree/tree-model";
import { VirtualTree } from "../../design/tree/VirtualTree";
import styles from "./Sidebar.module.css";
import { useAccountVerbs } from "./use-account-verbs";
import { useMoveAccount } from "./use-move-account";

const ContextMenu = later(async () => (await import("../../design/ContextMenu")).ContextMenu);

/** The account tree with its filter and verbs. */
export function Sidebar({ onOpened }: { onOpened: () => void }) {
  const { t } = useTranslation();
  const model = useTree();
  const first = useFirstTree();
  const session = useSession();
  const { ask } = useVerbs();
  const navigate = useNavigate();
  const density = usePreferences().density;
  const path = useTrail().filter((crumb) => crumb.kind === "account").map((crumb) => crumb.id);
  const openId = useMatch({ from: "/shell/accounts/$id/$tab", shouldThrow: false, select: (match) => match.params.id });
  const filterBox = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState(model.snapshot().filter);
  const [menu, setMenu] = useState<{ row: TreeRow; at: { x: number; y: number } } | null>(null);
  const verbs = useAccountVerbs(menu?.row ?? null);
  const move = useMoveAccount();
  useShortcut("filter", () => filterBox.current?.focus());
  useShortcut("newAccount", () => session && ask({ verb: "newAccount", parent: session.account }), session?.role !== "user");

  useLayoutEffect(() => {
    const box = filterBox.current;
    if (!box || !first?.isFiltering()) return;
    box.focus({ preventScroll: true });
    box.setSelectionRange(box.value.length, box.value.length);
  }, [first]);

  // The engine is asked before React draws: what is typed shows in the tree first.
  const filterBy = (text: string) => {
    void model.setFilter(text);
    setFilter(text);
  };
  useEffect(() => {
    // Another tree is shown now; the filter stays.
    if (filter !== model.snapshot().filter) void model.setFilter(filter);
  }, [model, filter]);

  const open = (row: TreeRow) => {
    onOpened();
    void navigate({ to: "/accounts/$id/$tab", params: { id: row.id, tab: "overview" } });
    return !isUnsaved();
  };

  return (
    <nav className={styles.sidebar} aria-label={t("tree.title")} data-sidebar="">
      <header className={styles.head}>
        <span className={styles.title}>{t("tree.title")}</span>
        <Button look="quiet" icon="expand" aria-label={t("tree.expandAll")} onPress={() => void model.setAll("all")} />
        <Button look="quiet" icon="collapse" aria-label={t("tree.collapseAll")} onPress={() => void model.setAll("none")} />
        {session && session.role !== "user" && (
          <Button look="quiet" icon="plus" aria-label={t("accounts.new")} onPress={() => ask({ verb: "newAccount", parent: session.account })} />
        )}
      </header>
      <SearchField aria-label={t("tree.filter")} value={filter} onChange={filterBy} className={styles.filter}>
        <Icon name="search" size={14} />
        <Input ref={filterBox} placeholder={t("tree.filter")} className={styles.input} />
        {filter !== "" && <Button look="quiet" icon="close" className={styles.clear} aria-label={t("common.clear")} />}
      </SearchField>
      <Found model={model} />
      <VirtualTree
        model={model}
        label={t("tree.title")}
        selected={openId ?? path.at(-1)}
        path={path}
        rowHeight={ROW_HEIGHT[density]}
        onOpen={open}
        onMenu={(row, at) => setMenu({ row, at })}
        onRename={(row) => ask({ verb: "rename", account: row })}
        onDelete={(row) => ask({ verb: "delete", account: row })}
        {...(session && session.role !== "user" ? { onMove: (row: TreeRow, onto: TreeRow) => move.mutate({ row, onto }) } : {})}
        onType={(text) => {
          filterBy(text);
          filterBox.current?.focus();
        }}
        empty={
          <Empty icon="search" title={t("tree.nothing")}>
            {t("tree.nothingHint")}
          </Empty>
        }
      />
      {menu && <ContextMenu at={menu.at} label={t("tree.menu", { name: menu.row.name })} verbs={verbs} onClose={() => setMenu(null)} />}
    </nav>
  );
}

/** How many accounts the filter has found. It alone is drawn anew with every answer, not all that is around it. */
function Found({ model }: { model: TreeModel }) {
  const { t } = useTranslation();
  const { filter, matched } = useSyncExternalStore(model.subscribe, model.snapshot);
  return (
    <p className={styles.found} role="status">
      {filter !== "" && matched !== null ? t("tree.found", { count: matched }) : ""}
    </p>
  );
}
