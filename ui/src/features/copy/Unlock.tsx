import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { unlockCopy } from "../../api/copy";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Notice } from "../../design/states";
import styles from "./Copy.module.css";

/** After a start, where the system has no keychain: the passphrase opens the sign-in that lies sealed here. */
export function Unlock() {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState("");
  const unlock = useMutation({
    mutationFn: () => unlockCopy(engine, passphrase),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["copy"] }),
    onError: () => setPassphrase(""),
  });
  return (
    <Form
      className={styles.unlock}
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase && !unlock.isPending) unlock.mutate();
      }}
    >
      {unlock.error && <Notice tone="danger">{problemMessage(t, unlock.error)}</Notice>}
      <Field stacked autoFocus type="password" label={t("copy.passphrase")} autoComplete="current-password" value={passphrase} onChange={setPassphrase} />
      <div className={styles.choices}>
        <Button type="submit" look="primary" isDisabled={!passphrase || unlock.isPending}>
          {t("copy.unlock")}
        </Button>
        <Link to="/connect">{t("copy.signInAgain")}</Link>
      </div>
    </Form>
  );
}
