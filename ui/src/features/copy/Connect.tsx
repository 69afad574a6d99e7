import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { connect, copyQuery } from "../../api/copy";
import { useEngine } from "../../api/context";
import { fieldErrors, problemMessage } from "../../api/problems";
import { installationQuery } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import { Welcome } from "../first-run/Welcome";
import styles from "../first-run/Welcome.module.css";

/** Connect this computer to a server: where it is, who signs in, what comes along. Also signs in again. */
export function Connect() {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const status = useQuery(copyQuery(engine)).data;
  const installed = useQuery(installationQuery(engine)).data?.installed ?? false;
  const again = status?.address != null;
  const [typedAddress, setAddress] = useState<string>();
  const [typedName, setName] = useState<string>();
  const [realm, setRealm] = useState("");
  const [password, setPassword] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [bring, setBring] = useState(true);
  const address = typedAddress ?? status?.address ?? "";
  const username = typedName ?? status?.username ?? "";
  const own = installed && !again;
  const enter = useMutation({
    mutationFn: () => connect(engine, { address: address.trim(), username: username.trim(), password, bring: own && bring, ...(realm.trim() ? { realm: realm.trim() } : {}), ...(passphrase ? { passphrase } : {}) }),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: again ? "/copy" : "/", replace: true });
    },
    onError: () => setPassword(""),
  });
  // What was wrong with what stood there is no reason against what stands there now.
  const typed = (set: (text: string) => void) => (text: string) => {
    set(text);
    if (enter.isError) enter.reset();
  };
  const ready = address.trim() !== "" && username.trim() !== "" && password !== "" && !enter.isPending;
  return (
    <Welcome title={t(again ? "copy.signInAgain" : "copy.connect")} hint={t("copy.connectHint")}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) enter.mutate();
        }}
      >
        {enter.error && <Notice tone="danger">{problemMessage(t, enter.error)}</Notice>}
        <Field stacked autoFocus={!again} label={t("copy.address")} placeholder={t("copy.addressExample")} isReadOnly={again} value={address} onChange={typed(setAddress)} errors={fieldErrors(enter.error, "/address")} />
        <Field stacked label={t("fields.username")} hint={t("signIn.nameHint")} autoComplete="username" value={username} onChange={setName} />
        <Field stacked label={t("copy.realm")} hint={t("copy.realmHint")} value={realm} onChange={setRealm} />
        <Field stacked autoFocus={again} type="password" label={t("fields.password")} hint={t("copy.passwordHint")} autoComplete="current-password" value={password} onChange={setPassword} />
        {status?.keychain === false && (
          <fieldset className={styles.group}>
            <legend>{t("copy.noKeychain")}</legend>
            <Field stacked type="password" label={t("copy.passphraseOptional")} hint={t("copy.passphraseHint")} autoComplete="new-password" value={passphrase} onChange={typed(setPassphrase)} errors={fieldErrors(enter.error, "/passphrase")} />
          </fieldset>
        )}
        {own && (
          <fieldset className={styles.group}>
            <legend>{t("copy.bringTitle")}</legend>
            <Toggle label={t("copy.bring")} isSelected={bring} onChange={setBring} />
            <p className={styles.hint}>{t(bring ? "copy.bringHint" : "copy.leaveHint")}</p>
          </fieldset>
        )}
        <Button type="submit" look="primary" isDisabled={!ready}>
          {t(again ? "signIn.enter" : "copy.connectNow")}
        </Button>
      </Form>
      <p className={styles.hint}>
        <Link to={installed ? "/copy" : "/welcome"}>{t("copy.back")}</Link>
      </p>
    </Welcome>
  );
}
