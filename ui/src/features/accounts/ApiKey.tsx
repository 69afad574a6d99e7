import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { readApiKey, renewApiKey } from "../../api/records";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Loading, Notice } from "../../design/states";
import styles from "./AccountOverview.module.css";

/** The key with which programs act as an administrator of the account: hidden until it is asked for, renewed twice said. */
export function ApiKey({ account, onClose }: { account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [shown, setShown] = useState(false);
  const [sure, setSure] = useState(false);
  const [copied, setCopied] = useState(false);
  // Not kept: a secret stays no longer than its dialog.
  const query = useQuery({ queryKey: ["api-key", account.id], queryFn: () => readApiKey(engine, account.id), gcTime: 0, retry: false });
  const renew = useMutation({
    mutationFn: () => renewApiKey(engine, account.id),
    onSuccess: () => {
      setSure(false);
      setCopied(false);
      void query.refetch();
    },
  });
  const problem = query.error ?? renew.error;
  const copy = () => void navigator.clipboard.writeText(query.data ?? "").then(() => setCopied(true), () => setShown(true));
  return (
    <Dialog
      title={t("apiKey.of", { name: account.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          {sure ? (
            <Button look="danger" icon="key" isDisabled={renew.isPending} onPress={() => renew.mutate()}>
              {t("apiKey.renewNow")}
            </Button>
          ) : (
            <Button isDisabled={!query.data} onPress={() => setSure(true)}>
              {t("apiKey.renew")}
            </Button>
          )}
          <Button look="primary" autoFocus onPress={onClose}>
            {t("common.close")}
          </Button>
        </>
      }
    >
      <p>{t("apiKey.hint")}</p>
      {problem && <Notice tone="danger">{problemMessage(t, problem)}</Notice>}
      {query.isPending && <Loading rows={1} />}
      {query.data && (
        <p className={styles.secret}>
          <code>{shown ? query.data : "•".repeat(32)}</code>
          <Button look="quiet" onPress={() => setShown(!shown)}>
            {t(shown ? "records.hide" : "records.show")}
          </Button>
          <Button look="quiet" icon={copied ? "check" : "key"} onPress={copy}>
            {t(copied ? "apiKey.copied" : "apiKey.copy")}
          </Button>
        </p>
      )}
      {sure && <Notice tone="warn">{t("apiKey.renewHint")}</Notice>}
    </Dialog>
  );
}
