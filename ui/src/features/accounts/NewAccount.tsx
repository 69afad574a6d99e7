import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Controller, useForm } from "react-hook-form";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useTree } from "../../app/tree-context";
import { useEngine } from "../../api/context";
import { createAccount } from "../../api/mutations";
import { fieldErrors, problemMessage } from "../../api/problems";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Notice } from "../../design/states";
import { suggestRealm } from "../../lib/realm";

export function NewAccount({ parent, onClose }: { parent: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const tree = useTree();
  const navigate = useNavigate();
  const form = useForm({ defaultValues: { name: "", realm: "" } });
  const name = form.watch("name");
  const create = useMutation({
    mutationFn: (values: { name: string; realm: string }) =>
      createAccount(engine, parent.id, { name: values.name.trim(), ...(values.realm.trim() ? { realm: values.realm.trim().toLowerCase() } : {}) }),
    onSuccess: async (account) => {
      onClose();
      await tree.reveal(account.path.map((entry) => entry.id));
      await navigate({ to: "/accounts/$id/$tab", params: { id: account.id, tab: "overview" } });
    },
  });
  const submit = form.handleSubmit((values) => create.mutate(values));
  return (
    <Dialog
      title={t("accounts.newIn", { name: parent.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={create.isPending || !name.trim()} onPress={() => void submit()}>
            {t("accounts.create")}
          </Button>
        </>
      }
    >
      <Form onSubmit={(event) => void submit(event)}>
        {create.error && <Notice tone="danger">{problemMessage(t, create.error)}</Notice>}
        <Controller
          control={form.control}
          name="name"
          render={({ field }) => <Field stacked label={t("fields.name")} autoFocus value={field.value} onChange={field.onChange} errors={fieldErrors(create.error, "/name")} />}
        />
        <Controller
          control={form.control}
          name="realm"
          render={({ field }) => (
            <Field
              stacked
              label={t("fields.realm")}
              hint={t("accounts.realmHint")}
              placeholder={suggestRealm(name)}
              value={field.value}
              onChange={field.onChange}
              errors={fieldErrors(create.error, "/realm")}
            />
          )}
        />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}
