import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { type Remote, signInRemote } from "../../api/remotes";
import type { Id } from "../../api/types";
import { Field } from "../../design/Field";
import { FormDialog } from "../../design/FormDialog";
import styles from "./Remotes.module.css";

/** A session there has ended: the password opens the next one, and is not kept. */
export function SignInAgain({ remote, onClose }: { remote: Remote; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [username, setUsername] = useState(remote.username);
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => signInRemote(engine, remote.id as Id, username.trim(), password),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["remotes"] });
      onClose();
    },
    onError: () => setPassword(""),
  });
  return (
    <FormDialog title={t("copy.signInAgain")} action={t("signIn.enter")} isReady={password !== "" && !enter.isPending} onSubmit={() => enter.mutate()} onClose={onClose} error={enter.error}>
      <div className={styles.form}>
        <Field stacked label={t("fields.username")} autoComplete="off" value={username} onChange={setUsername} />
        <Field stacked autoFocus type="password" label={t(username.trim() === "" ? "remotes.apiKey" : "fields.password")} hint={t("remotes.passwordHint")} autoComplete="off" value={password} onChange={setPassword} />
      </div>
    </FormDialog>
  );
}
