import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { lookAtLink, setPasswordByLink } from "../../api/outgoing";
import { fieldErrors, Problem, problemMessage } from "../../api/problems";
import { sessionQuery } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Loading, Notice } from "../../design/states";
import { Welcome } from "../first-run/Welcome";

/** The page that takes the link of a letter: a new password, and in. */
export function Recovery() {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  const { recovery } = useSearch({ from: "/recovery" });
  // Kept here only: an address with a key in it would stay in the history of the browser.
  const [number] = useState(recovery ?? "");
  useEffect(() => {
    if (recovery !== undefined) void navigate({ to: "/recovery", search: {}, replace: true });
  }, [recovery, navigate]);
  const link = useQuery({ queryKey: ["recovery", number], queryFn: () => lookAtLink(engine, number), retry: false, gcTime: 0, staleTime: Infinity, enabled: number !== "" });
  const isOver = number === "" || (link.error instanceof Problem && link.error.code === "invalid");
  if (isOver) {
    return (
      <Welcome title={t("recovery.overTitle")} hint={t("recovery.over")}>
        <Button look="primary" autoFocus onPress={() => void navigate({ to: "/sign-in" })}>
          {t("recovery.toSignIn")}
        </Button>
      </Welcome>
    );
  }
  if (link.isPending) return <Loading rows={3} />;
  if (link.error) {
    return (
      <Welcome title={t("recovery.title")} hint={problemMessage(t, link.error)}>
        <Button onPress={() => void link.refetch()}>{t("common.retry")}</Button>
      </Welcome>
    );
  }
  return <NewPassword number={number} {...link.data} />;
}

function NewPassword({ number, username, name, account_name }: { number: string; username: string; name: string; account_name: string }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const enter = useMutation({
    mutationFn: () => setPasswordByLink(engine, number, password),
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery(engine).queryKey, session);
      await navigate({ to: "/", replace: true });
    },
  });
  const differs = again !== password;
  const refused = fieldErrors(enter.error, "/password");
  return (
    <Welcome title={t("recovery.title")} hint={t("recovery.hint", { name, account: account_name })}>
      <Form
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (password !== "" && !differs && !enter.isPending) enter.mutate();
        }}
      >
        {enter.error && refused.length === 0 && <Notice tone="danger">{problemMessage(t, enter.error)}</Notice>}
        {/* So that a password manager knows whose password it keeps. */}
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <Field stacked autoFocus type="password" autoComplete="new-password" label={t("recovery.password")} hint={t("recovery.passwordHint")} value={password} onChange={setPassword} errors={refused} />
        <Field
          stacked
          type="password"
          autoComplete="new-password"
          label={t("recovery.again")}
          value={again}
          onChange={setAgain}
          errors={tried && differs ? [t("recovery.differs")] : []}
        />
        <Button type="submit" look="primary" isDisabled={password === "" || again === "" || enter.isPending}>
          {t("recovery.set")}
        </Button>
      </Form>
    </Welcome>
  );
}
