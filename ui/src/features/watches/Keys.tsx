import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { fieldErrors, problemMessage } from "../../api/problems";
import { ALGORITHMS, createKey, deleteKey, keysQuery, readKey, rotateKey, type Algorithm, type CryptoKey } from "../../api/watches";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { FormDialog } from "../../design/FormDialog";
import { Field, Row, Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Select } from "../../design/Select";
import { Failed, Loading, Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import styles from "./Watches.module.css";

/** The keys with which what is sent is signed. Their receivers know them by the same names. */
export function Keys() {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery(useEngine()));
  const [open, setOpen] = useState<CryptoKey | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t("keys.title")}
      hint={t("keys.hint")}
      actions={
        <Button icon="plus" onPress={() => setAdding(true)}>
          {t("keys.new")}
        </Button>
      }
    >
      {keys.isPending && <Loading rows={2} />}
      {keys.isError && !keys.data && <Failed error={keys.error} onRetry={() => void keys.refetch()} />}
      <ul className={styles.list} aria-label={t("keys.title")}>
        {(keys.data ?? []).map((key) => (
          <li key={key.name}>
            <button type="button" className={styles.row} onClick={() => setOpen(key)}>
              <strong>{t("keys.of", { name: key.name })}</strong>
              <span className={styles.faint}>
                {key.algorithm} · {key.rotated ? t("keys.rotated", { when: formatDateTime(key.rotated) }) : t("keys.made", { when: formatDateTime(key.created) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open && <Opened known={open} onClose={() => setOpen(null)} />}
      {adding && (
        <NewKey
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setOpen(made);
          }}
        />
      )}
    </Section>
  );
}

function Opened({ known, onClose }: { known: CryptoKey; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [sure, setSure] = useState<"rotate" | "delete" | null>(null);
  const [shown, setShown] = useState(false);
  // Not kept: a secret stays no longer than its dialog.
  const query = useQuery({ queryKey: ["crypto-key", known.name], queryFn: () => readKey(engine, known.name), gcTime: 0 });
  const changed = () => queries.invalidateQueries({ queryKey: ["crypto-keys"] });
  const rotate = useMutation({
    mutationFn: () => rotateKey(engine, known.name),
    onSuccess: async () => {
      setSure(null);
      await Promise.all([query.refetch(), changed()]);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteKey(engine, known.name),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const problem = query.error ?? rotate.error ?? remove.error;
  const key = query.data;
  const secret = key?.public_key ?? key?.secret ?? "";
  const isOpen = key?.public_key != null || shown;
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => announce({ tone: "ok", text: t("apiKey.copied") }),
      () => setShown(true),
    );
  return (
    <Dialog
      title={t("keys.of", { name: known.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          {sure === "rotate" ? (
            <Button look="danger" icon="key" isDisabled={rotate.isPending} onPress={() => rotate.mutate()}>
              {t("keys.rotateNow")}
            </Button>
          ) : (
            <Button icon="key" onPress={() => setSure("rotate")}>
              {t("keys.rotate")}
            </Button>
          )}
          {known.name !== "default" &&
            (sure === "delete" ? (
              <Button look="danger" icon="trash" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
                {t("keys.deleteNow")}
              </Button>
            ) : (
              <Button icon="trash" onPress={() => setSure("delete")}>
                {t("keys.delete")}
              </Button>
            ))}
          <Button look="primary" autoFocus onPress={onClose}>
            {t("common.close")}
          </Button>
        </>
      }
    >
      {problem && <Notice tone="danger">{problemMessage(t, problem)}</Notice>}
      {query.isPending && <Loading rows={1} />}
      {key && (
        <>
          <p>{t(key.public_key != null ? "keys.publicHint" : "keys.secretHint")}</p>
          <p className={styles.secret}>
            <code dir="ltr">{isOpen ? secret : "•".repeat(32)}</code>
          </p>
          <p>
            {key.public_key == null && (
              <Button look="quiet" onPress={() => setShown(!shown)}>
                {t(shown ? "records.hide" : "records.show")}
              </Button>
            )}
            <Button look="quiet" icon="key" onPress={copy}>
              {t("apiKey.copy")}
            </Button>
          </p>
          {key.rotated && <p className={styles.faint}>{t("keys.overlap", { when: formatDateTime(key.rotated) })}</p>}
        </>
      )}
      {sure === "rotate" && <Notice tone="warn">{t("keys.rotateHint")}</Notice>}
      {sure === "delete" && <Notice tone="warn">{t("keys.deleteHint")}</Notice>}
    </Dialog>
  );
}

function NewKey({ onClose, onMade }: { onClose: () => void; onMade: (key: CryptoKey) => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [algorithm, setAlgorithm] = useState<Algorithm>("ed25519");
  const create = useMutation({
    mutationFn: () => createKey(engine, name.trim(), algorithm),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["crypto-keys"] });
      onMade(made);
    },
  });
  const ready = name.trim() !== "" && !create.isPending;
  const said = fieldErrors(create.error, "/id");
  return (
    <FormDialog
      title={t("keys.new")}
      onClose={onClose}
      action={t("records.create")}
      isReady={ready}
      onSubmit={() => create.mutate()}
      error={said.length === 0 && create.error}
    >
      <Field label={t("keys.name")} hint={t("keys.nameHint")} autoFocus value={name} onChange={setName} errors={said} />
      <Row label={t("keys.algorithm")}>
        <Select label={t("keys.algorithm")} labelHidden value={algorithm} onChange={setAlgorithm} options={ALGORITHMS.map((value) => ({ value, label: t(`keys.algorithm_${value === "ed25519" ? "ed25519" : "hmac"}`) }))} />
      </Row>
    </FormDialog>
  );
}
