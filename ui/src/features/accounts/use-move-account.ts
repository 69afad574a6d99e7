import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useTree } from "../../app/tree-context";
import { useEngine } from "../../api/context";
import { moveAccount } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import type { TreeRow } from "../../api/types";
import { announce } from "../../design/notices";

/** Moves an account that was dragged; a message says where it is now and takes it back. */
export function useMoveAccount() {
  const { t } = useTranslation();
  const engine = useEngine();
  const tree = useTree();
  const complain = (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) });
  return useMutation({
    mutationFn: ({ row, onto }: { row: TreeRow; onto: TreeRow }) => moveAccount(engine, row.id, onto.id),
    onSuccess: async (moved, { row, onto }) => {
      const before = row.parent_id;
      const back = before
        ? {
            action: {
              label: t("common.undo"),
              run: () => moveAccount(engine, row.id, before).then((again) => void tree.reveal(again.path.map((entry) => entry.id)), complain),
            },
          }
        : {};
      announce({ tone: "ok", text: t("accounts.moved", { name: row.name, target: onto.name }), ...back });
      await tree.reveal(moved.path.map((entry) => entry.id));
    },
    onError: complain,
  });
}
