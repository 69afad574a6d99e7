import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { fieldErrors } from "../../api/problems";
import { addRemote, lookRemote, type RemoteAccount, type RemoteDialect } from "../../api/remotes";
import type { Id } from "../../api/types";
import { useSession } from "../../app/session";
import { Field, Row } from "../../design/Field";
import { FormDialog } from "../../design/FormDialog";
import { Select } from "../../design/Select";
import { AccountPicker } from "./AccountPicker";
import styles from "./Remotes.module.css";

const DIALECTS = ["crossbar", "portsip"] as const;

/** Name a server: first where it is and who signs in, then which account there and where to put it here. */
export function AddRemote({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const own = useSession()?.account;
  const [dialect, setDialect] = useState<RemoteDialect>("crossbar");
  const [address, setAddress] = useState("");
  const [username, setUsername] = useState("");
  const [realm, setRealm] = useState("");
  const [password, setPassword] = useState("");
  const [accounts, setAccounts] = useState<readonly RemoteAccount[]>();
  const [there, setThere] = useState("");
  const [picked, setHere] = useState<{ id: Id; name: string }>();
  const [name, setName] = useState("");
  const here = picked ?? own;
  const who = { dialect, address: address.trim(), username: username.trim(), password, ...(realm.trim() ? { realm: realm.trim() } : {}) };
  const look = useMutation({
    mutationFn: () => lookRemote(engine, who),
    onSuccess: (rows) => {
      setAccounts(rows);
      setThere(rows[0]?.id ?? "");
    },
  });
  const add = useMutation({
    mutationFn: () => addRemote(engine, { ...who, there, here: here?.id ?? "", name: name.trim() }),
    onSuccess: async (remote) => {
      await queries.invalidateQueries({ queryKey: ["remotes"] });
      await navigate({ to: "/remotes/$id", params: { id: remote.id } });
    },
  });
  if (accounts === undefined) {
    // An API key knows its account; a user name needs one.
    const isKey = dialect === "crossbar" && who.username === "";
    const ready = who.address !== "" && password !== "" && (isKey || (who.username !== "" && realm.trim() !== ""));
    const told = fieldErrors(look.error, "/address");
    return (
      <FormDialog title={t("remotes.addTitle")} action={t("remotes.next")} isReady={ready && !look.isPending} onSubmit={() => look.mutate()} onClose={onClose} error={told.length > 0 ? undefined : look.error}>
        <div className={styles.form}>
          <Select label={t("remotes.dialect")} value={dialect} onChange={setDialect} options={DIALECTS.map((value) => ({ value, label: t(`remotes.dialect_${value}`) }))} />
          <Field stacked autoFocus label={t("copy.address")} placeholder={t("remotes.addressExample")} value={address} onChange={setAddress} errors={told} />
          <Field stacked label={t("fields.username")} hint={dialect === "crossbar" ? t("remotes.usernameHint") : undefined} autoComplete="off" value={username} onChange={setUsername} />
          {!isKey && <Field stacked label={t(dialect === "crossbar" ? "remotes.realm" : "remotes.domain")} value={realm} onChange={setRealm} />}
          <Field stacked type="password" label={t(isKey ? "remotes.apiKey" : "fields.password")} hint={t("remotes.passwordHint")} autoComplete="off" value={password} onChange={setPassword} />
        </div>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={t("remotes.placeTitle")} action={t("remotes.add")} isReady={here !== undefined && !add.isPending} onSubmit={() => add.mutate()} onClose={onClose} error={add.error}>
      <div className={styles.form}>
        {accounts.length > 1 ? (
          <Select label={t("remotes.there")} value={there} onChange={setThere} options={accounts.map((account) => ({ value: account.id, label: account.name }))} />
        ) : (
          <Row stacked label={t("remotes.there")}>
            {accounts[0]?.name}
          </Row>
        )}
        <AccountPicker label={t(dialect === "crossbar" ? "remotes.hereBelow" : "remotes.hereIn")} name={here?.name ?? ""} onPick={setHere} />
        <Field stacked label={t("remotes.name")} placeholder={accounts.find((account) => account.id === there)?.name ?? ""} value={name} onChange={setName} />
        <p className={styles.faint}>{t("remotes.addNote")}</p>
      </div>
    </FormDialog>
  );
}
