import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSetTrail } from "../../app/trail";
import { useEngine } from "../../api/context";
import { fieldErrors } from "../../api/problems";
import { createWatch, watchesQuery, type Watch } from "../../api/watches";
import { Button } from "../../design/Button";
import { FormDialog } from "../../design/FormDialog";
import { Field } from "../../design/Field";
import { Page } from "../../design/Page";
import { Empty, Failed, Loading, Notice } from "../../design/states";
import { Keys } from "./Keys";
import { WatchStatus } from "./WatchStatus";
import styles from "./Watches.module.css";

/** The watches of the caller's account, and the keys with which they are signed. */
export function WatchesPage() {
  const { t } = useTranslation();
  const watches = useQuery(watchesQuery(useEngine()));
  const [adding, setAdding] = useState(false);
  useSetTrail([{ id: "watches", name: t("watches.title"), kind: "page" }]);
  const rows = watches.data?.rows ?? [];
  const add = (
    <Button icon="plus" look={rows.length === 0 ? "primary" : "plain"} onPress={() => setAdding(true)}>
      {t("watches.new")}
    </Button>
  );
  return (
    <Page icon="broadcast" title={t("watches.title")} subtitle={t("watches.hint")} actions={rows.length > 0 && add}>
      {watches.isPending && <Loading rows={4} />}
      {watches.isError && !watches.data && <Failed error={watches.error} onRetry={() => void watches.refetch()} />}
      {watches.data?.private_allowed && (
        <div className={styles.notice}>
          <Notice tone="warn">{t("watches.privateAllowed")}</Notice>
        </div>
      )}
      {watches.data && rows.length === 0 && (
        <Empty icon="broadcast" title={t("watches.empty")} action={add}>
          {t("watches.emptyHint")}
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className={styles.list} aria-label={t("watches.title")}>
          {rows.map((watch) => (
            <li key={watch.id}>
              <Line watch={watch} />
            </li>
          ))}
        </ul>
      )}
      {watches.data && <Keys />}
      {adding && <NewWatch onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Line({ watch }: { watch: Watch }) {
  const address = String(watch.fields["address"] ?? "");
  const name = String(watch.fields["name"] ?? "");
  return (
    <Link to="/watches/$id" params={{ id: watch.id }} className={styles.row}>
      <span className={styles.names}>
        <strong>{name || address}</strong>
        {name && (
          <span className={styles.faint} dir="ltr">
            {address}
          </span>
        )}
      </span>
      <WatchStatus watch={watch} />
    </Link>
  );
}

function NewWatch({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("https://");
  const create = useMutation({
    mutationFn: () => createWatch(engine, { address: address.trim(), ...(name.trim() === "" ? {} : { name: name.trim() }) }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["watches"] });
      onClose();
      await navigate({ to: "/watches/$id", params: { id: made.id } });
    },
  });
  const ready = /^https?:\/\/./.test(address.trim()) && !create.isPending;
  const said = fieldErrors(create.error, "/address");
  return (
    <FormDialog
      title={t("watches.new")}
      onClose={onClose}
      action={t("records.create")}
      isReady={ready}
      onSubmit={() => create.mutate()}
      error={said.length === 0 && create.error}
    >
      <Field stacked label={t("watches.name")} autoFocus value={name} onChange={setName} />
      <Field stacked label={t("watches.address")} hint={t("watches.addressHint")} value={address} onChange={setAddress} errors={said} />
    </FormDialog>
  );
}
