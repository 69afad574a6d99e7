import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer } from "../../api/client";
import { useEngine } from "../../api/context";
import type { components } from "../../api/schema";
import type { Account, Id } from "../../api/types";
import { Button } from "../../design/Button";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { formatDateTime } from "../../i18n/format";
import styles from "./Kiosks.module.css";
import { NewKiosk } from "./NewKiosk";

type Row = components["schemas"]["KioskRow"];

/** The account's devices at receptions: who they are, a code for a new one, and revoking. */
export function Kiosks({ account }: { account: Account }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<Row>();
  const key = ["account", account.id, "kiosks"];
  const list = useQuery({ queryKey: key, queryFn: async () => (await answer(engine.GET("/console/accounts/{id}/kiosks", { params: { path: { id: account.id as Id } } }))).rows });
  const refresh = () => void queries.invalidateQueries({ queryKey: key });
  return (
    <Section title={t("kiosks.title")} hint={t("kiosks.hint")} actions={<Button icon="plus" onPress={() => setAdding(true)}>{t("kiosks.add")}</Button>}>
      {list.data?.length === 0 && <p className={styles.none}>{t("kiosks.none")}</p>}
      <ul className={styles.list} aria-label={t("kiosks.title")}>
        {list.data?.map((row) => (
          <li key={row.id}>
            <b>{row.name}</b>
            <span>{row.line ?? t("kiosks.noLine")}</span>
            <span>{standing(row)}</span>
            <Button onPress={() => setRevoking(row)} aria-label={`${t("kiosks.revoke")}: ${row.name}`}>
              {t("kiosks.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      {adding && (
        <NewKiosk
          accountId={account.id as Id}
          onClose={() => {
            setAdding(false);
            refresh();
          }}
        />
      )}
      {revoking && (
        <Revoke
          row={revoking}
          onClose={() => {
            setRevoking(undefined);
            refresh();
          }}
        />
      )}
    </Section>
  );

  function standing(row: Row): string {
    if (row.enrolled) return t("kiosks.enrolled", { time: formatDateTime(row.enrolled) });
    const until = row.code_until ?? "";
    if (new Date(until).getTime() < Date.now()) return t("kiosks.expired");
    return t("kiosks.waiting", { time: formatDateTime(until) });
  }
}

function Revoke({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const revoke = useMutation({
    mutationFn: () => answer(engine.DELETE("/console/kiosks/{id}", { params: { path: { id: row.id } } })),
    onSuccess: () => {
      onClose();
      announce({ tone: "ok", text: t("kiosks.revoked", { name: row.name }) });
    },
  });
  return (
    <ConfirmDialog
      title={t("kiosks.revokeTitle", { name: row.name })}
      onClose={onClose}
      action={t("kiosks.revoke")}
      isReady={!revoke.isPending}
      onConfirm={() => revoke.mutate()}
      error={revoke.error}
    >
      <p>{t("kiosks.revokeWhat")}</p>
    </ConfirmDialog>
  );
}
