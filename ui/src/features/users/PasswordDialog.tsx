import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useEngine } from "../../api/context";
import { setPassword } from "../../api/mutations";
import { fieldErrors, problemMessage } from "../../api/problems";
import type { User } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { announce } from "../../design/notices";
import { Notice } from "../../design/states";

export function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const own = useSession()?.user?.id === user.id;
  const [current, setCurrent] = useState("");
  const [password, setNew] = useState("");
  const set = useMutation({
    mutationFn: () => setPassword(engine, user.id, own ? { password, current_password: current } : { password }),
    onSuccess: async () => {
      onClose();
      announce({ tone: "ok", text: t("users.passwordSet") });
      await queries.invalidateQueries({ queryKey: ["user", user.id] });
    },
  });
  return (
    <Dialog
      title={t(user.has_password ? "users.changePassword" : "users.setPassword")}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={!password || set.isPending} onPress={() => set.mutate()}>
            {t("edit.save")}
          </Button>
        </>
      }
    >
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (password) set.mutate();
        }}
      >
        {set.error && <Notice tone="danger">{problemMessage(t, set.error)}</Notice>}
        {own && user.has_password && <Field stacked autoFocus type="password" autoComplete="current-password" label={t("users.currentPassword")} value={current} onChange={setCurrent} />}
        <Field stacked type="password" autoComplete="new-password" label={t("users.newPassword")} value={password} onChange={setNew} errors={fieldErrors(set.error, "/password")} />
      </Form>
    </Dialog>
  );
}
