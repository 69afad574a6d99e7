import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useTree } from "../../app/tree-context";
import { useEngine } from "../../api/context";
import { deleteAccount, restoreAccount } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { accountQuery } from "../../api/queries";
import type { Id } from "../../api/types";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { announce } from "../../design/notices";
import { Loading, Notice } from "../../design/states";

/** Says in words and numbers what goes, and leaves a way back that does not vanish. */
export function DeleteAccount({ account, onClose }: { account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const tree = useTree();
  const navigate = useNavigate();
  const shown = useParams({ strict: false, select: (params) => (params as { id?: string }).id });
  const record = useQuery(accountQuery(engine, account.id));
  const remove = useMutation({
    mutationFn: () => deleteAccount(engine, account.id),
    onSuccess: async () => {
      onClose();
      const parent = record.data?.parent_id;
      if (shown === account.id && parent) await navigate({ to: "/accounts/$id/$tab", params: { id: parent, tab: "overview" } });
      await tree.refresh();
      announce({
        tone: "ok",
        text: t("accounts.deleted", { name: account.name }),
        action: { label: t("common.undo"), run: () => bringBack() },
      });
    },
  });
  const bringBack = async () => {
    try {
      const back = await restoreAccount(engine, account.id);
      await tree.refresh();
      announce({ tone: "ok", text: t("accounts.restored", { name: account.name }) });
      await navigate({ to: "/accounts/$id/$tab", params: { id: back.id, tab: "overview" } });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const data = record.data;
  const refused = data?.may.delete === false;
  return (
    <ConfirmDialog
      title={t("accounts.deleteOf", { name: account.name })}
      onClose={onClose}
      action={t("accounts.delete")}
      icon="trash"
      isReady={data !== undefined && !refused && !remove.isPending}
      onConfirm={() => remove.mutate()}
      error={remove.error}
    >
      {!data && <Loading rows={2} />}
      {data && refused && <Notice tone="warn">{t("accounts.mayNot")}</Notice>}
      {data && !refused && (
        <>
          <p>{t("accounts.deleteAccounts", { count: data.descendants_count, name: account.name })}</p>
          <p>{t("accounts.deleteUsers", { count: data.user_count })}</p>
          <p>{t("accounts.deleteBin")}</p>
        </>
      )}
    </ConfirmDialog>
  );
}
