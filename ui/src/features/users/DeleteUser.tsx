import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { deleteUser, restoreUser } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import type { User } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { announce } from "../../design/notices";
import { Notice } from "../../design/states";

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
    <Dialog
      role="alertdialog"
      title={t("users.deleteOf", { name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t("common.keep")}
          </Button>
          <Button look="danger" icon="trash" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
            {t("users.delete")}
          </Button>
        </>
      }
    >
      {remove.error && <Notice tone="danger">{problemMessage(t, remove.error)}</Notice>}
      <p>{t("users.deleteText", { name })}</p>
      <p>{t("accounts.deleteBin")}</p>
    </Dialog>
  );
}
