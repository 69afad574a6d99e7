import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine, usePlatform } from "../../api/context";
import { signIn } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { sessionQuery } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Notice } from "../../design/states";
import { Welcome } from "../first-run/Welcome";
import { Forgot } from "./Forgot";

export function SignIn() {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [forgot, setForgot] = useState(false);
  // A link in a letter leads to an address.
  const hasAddress = usePlatform().capabilities.addressBar;
  const enter = useMutation({
    mutationFn: () => signIn(engine, { username: username.trim(), password }),
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery(engine).queryKey, session);
      await navigate({ to: "/", replace: true });
    },
    onError: () => setPassword(""),
  });
  const ready = username.trim() !== "" && password !== "" && !enter.isPending;
  if (forgot) return <Forgot known={username} onBack={() => setForgot(false)} />;
  return (
    <Welcome title={t("signIn.title")} hint={t("signIn.hint")}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) enter.mutate();
        }}
      >
        {enter.error && <Notice tone="danger">{problemMessage(t, enter.error)}</Notice>}
        <Field stacked autoFocus label={t("fields.username")} hint={t("signIn.nameHint")} autoComplete="username" value={username} onChange={setUsername} />
        <Field stacked type="password" label={t("fields.password")} autoComplete="current-password" value={password} onChange={setPassword} />
        <Button type="submit" look="primary" isDisabled={!ready}>
          {t("signIn.enter")}
        </Button>
      </Form>
      {hasAddress && (
        <Button look="quiet" onPress={() => setForgot(true)}>
          {t("signIn.forgot")}
        </Button>
      )}
    </Welcome>
  );
}
