import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { createUser } from "../../api/mutations";
import { giveRole } from "../../api/records";
import { problemMessage } from "../../api/problems";
import type { Fields, Id } from "../../api/types";
import { FormDialog } from "../../design/FormDialog";
import { Notice } from "../../design/states";
import { announce } from "../../design/notices";
import { FormLine } from "../editing/FormLine";
import { like } from "./like";

interface Values {
  first_name: string;
  last_name: string;
  extension_number: string;
  username: string;
  email: string;
  password: string;
}

const EMPTY: Values = { first_name: "", last_name: "", extension_number: "", username: "", email: "", password: "" };

interface NewPersonProps {
  account: { id: Id; name: string };
  /** Works like this person: his forwarding, hours and settings are taken over, his name and numbers are not. */
  model?: { name: string; fields: Fields; roleName: string } | undefined;
  onClose: () => void;
}

export function NewPerson({ account, model, onClose }: NewPersonProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  const form = useForm<Values>({ defaultValues: EMPTY });
  const [first, last] = form.watch(["first_name", "last_name"]);
  const create = useMutation({
    mutationFn: ({ password, ...values }: Values) => {
      const typed: Fields = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text.trim()]).filter(([, text]) => text));
      return createUser(engine, account.id, { ...(model ? like(model.fields) : {}), ...typed }, password || undefined);
    },
    onSuccess: async (user) => {
      if (model?.roleName) await giveRole(engine, user.id, model.roleName).catch((error: unknown) => announce({ tone: "danger", text: problemMessage(t, error) }));
      onClose();
      await navigate({ to: "/users/$id/$tab", params: { id: user.id, tab: "forwarding" } });
    },
  });
  const submit = form.handleSubmit((values) => create.mutate(values));
  const line = { control: form.control, error: create.error };
  return (
    <FormDialog
      title={model ? t("users.cloneOf", { name: model.name }) : t("users.newIn", { name: account.name })}
      onClose={onClose}
      action={t("users.create")}
      isReady={!create.isPending && `${first}${last}`.trim() !== ""}
      onSubmit={() => void submit()}
      error={create.error}
    >
      {model && <Notice tone="info">{t("users.cloneHint", { name: model.name })}</Notice>}
      <FormLine {...line} name="first_name" label={t("fields.first_name")} autoFocus />
      <FormLine {...line} name="last_name" label={t("fields.last_name")} />
      <FormLine {...line} name="extension_number" label={t("fields.extension_number")} hint={t("users.extensionHint")} />
      <FormLine {...line} name="email" label={t("fields.email")} />
      <FormLine {...line} name="username" label={t("fields.username")} hint={t("users.usernameHint")} />
      <FormLine {...line} name="password" label={t("fields.password")} type="password" />
    </FormDialog>
  );
}
