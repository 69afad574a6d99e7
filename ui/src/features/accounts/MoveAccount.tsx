import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTree } from "../../app/tree-context";
import { useEngine } from "../../api/context";
import { moveAccount } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { readTreeWindow } from "../../api/tree";
import type { Id, TreeRow } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { announce } from "../../design/notices";
import { Empty, Notice } from "../../design/states";
import { TreeModel } from "../../design/tree/tree-model";
import { VirtualTree } from "../../design/tree/VirtualTree";
import styles from "./MoveAccount.module.css";

/** Moving without a mouse: find the new parent in a tree of its own, then say so. */
export function MoveAccount({ account, onClose }: { account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const tree = useTree();
  const picker = useMemo(() => new TreeModel((query) => readTreeWindow(engine, query)), [engine]);
  const [filter, setFilter] = useState("");
  const [target, setTarget] = useState<TreeRow | null>(null);
  useEffect(() => void picker.setFilter(filter), [picker, filter]);
  const move = useMutation({
    mutationFn: (to: TreeRow) => moveAccount(engine, account.id, to.id),
    onSuccess: async (moved, to) => {
      onClose();
      await tree.reveal(moved.path.map((entry) => entry.id));
      announce({ tone: "ok", text: t("accounts.moved", { name: account.name, target: to.name }) });
    },
  });
  return (
    <Dialog
      title={t("accounts.moveOf", { name: account.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={!target || target.id === account.id || move.isPending} onPress={() => target && move.mutate(target)}>
            {target && target.id !== account.id ? t("accounts.moveUnder", { name: target.name }) : t("accounts.moveNow")}
          </Button>
        </>
      }
    >
      {move.error && <Notice tone="danger">{problemMessage(t, move.error)}</Notice>}
      <p>{t("accounts.moveHint")}</p>
      <Field stacked autoFocus label={t("tree.filter")} value={filter} onChange={setFilter} />
      <div className={styles.tree}>
        <VirtualTree
          model={picker}
          label={t("accounts.moveTarget")}
          selected={target?.id}
          rowHeight={28}
          onOpen={setTarget}
          onType={(text) => setFilter(filter + text)}
          empty={<Empty icon="search" title={t("tree.nothing")} />}
        />
      </div>
    </Dialog>
  );
}
