import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { deleteUser, restoreUser } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import type { User } from "../../api/types";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { announce } from "../../design/notices";

export function DeleteUser({ user, name, onClose }: { user: User; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  const bringBack = async () => {
    try {
      await restoreUser(engine, user.id);
      announce({ tone: "ok", text: t("accounts.restored", { name }) });
      await navigate({ to: "/users/$id/$tab", params: { id: user.id, tab: "profile" } });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const remove = useMutation({
    mutationFn: () => deleteUser(engine, user.id),
    onSuccess: async () => {
      onClose();
      await navigate({ to: "/accounts/$id/$tab", params: { id: user.account_id, tab: "people" } });
      announce({ tone: "ok", text: t("accounts.deleted", { name }), action: { label: t("common.undo"), run: bringBack } });
    },
  });
  return (
    <ConfirmDialog
      title={t("users.deleteOf", { name })}
      onClose={onClose}
      action={t("users.delete")}
      icon="trash"
      isReady={!remove.isPending}
      onConfirm={() => remove.mutate()}
      error={remove.error}
    >
      <p>{t("users.deleteText", { name })}</p>
      <p>{t("accounts.deleteBin")}</p>
    </ConfirmDialog>
  );
}
