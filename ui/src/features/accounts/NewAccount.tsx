import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useTree } from "../../app/tree-context";
import { useEngine } from "../../api/context";
import { createAccount } from "../../api/mutations";
import type { Fields, Id } from "../../api/types";
import { FormDialog } from "../../design/FormDialog";
import { Toggle } from "../../design/Toggle";
import { suggestRealm } from "../../lib/realm";
import { FormLine } from "../editing/FormLine";

const EMPTY = { name: "", realm: "", first_name: "", last_name: "", username: "", password: "" };
type Values = typeof EMPTY;

/** What was filled in, without blanks around it. */
const filled = (values: Fields): Fields =>
  Object.fromEntries(Object.entries(values).map(([key, text]) => [key, String(text).trim()]).filter(([, text]) => text));

/** A new account; on request with its first administrator, who is made together with it or not at all. */
export function NewAccount({ parent, onClose }: { parent: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const tree = useTree();
  const navigate = useNavigate();
  const [withAdmin, setWithAdmin] = useState(false);
  const form = useForm<Values>({ defaultValues: EMPTY });
  const typed = form.watch();
  const create = useMutation({
    mutationFn: ({ name, realm, password, ...admin }: Values) =>
      createAccount(engine, parent.id, filled({ name, realm }), withAdmin ? { fields: filled(admin), password } : undefined),
    onSuccess: async (account) => {
      onClose();
      await tree.reveal(account.path.map((entry) => entry.id));
      await navigate({ to: "/accounts/$id/$tab", params: { id: account.id, tab: "overview" } });
    },
  });
  const line = { control: form.control, error: create.error, stacked: true };
  const complete = typed.name.trim() !== "" && (!withAdmin || (typed.username.trim() !== "" && typed.password !== ""));
  const submit = form.handleSubmit((values) => {
    if (complete) create.mutate(values);
  });
  return (
    <FormDialog
      title={t("accounts.newIn", { name: parent.name })}
      onClose={onClose}
      action={t("accounts.create")}
      isReady={complete && !create.isPending}
      onSubmit={() => void submit()}
      error={create.error}
    >
      <FormLine {...line} name="name" label={t("fields.name")} autoFocus />
      <FormLine {...line} name="realm" label={t("fields.realm")} hint={t("accounts.realmHint")} placeholder={suggestRealm(typed.name)} />
      <Toggle label={t("accounts.withAdmin")} isSelected={withAdmin} onChange={setWithAdmin} />
      {withAdmin && (
        <>
          <FormLine {...line} name="first_name" label={t("fields.first_name")} />
          <FormLine {...line} name="last_name" label={t("fields.last_name")} />
          <FormLine {...line} name="username" label={t("fields.username")} hint={t("users.usernameHint")} />
          <FormLine {...line} name="password" label={t("fields.password")} type="password" />
        </>
      )}
    </FormDialog>
  );
}
