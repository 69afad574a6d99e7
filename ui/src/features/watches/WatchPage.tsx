import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSetTrail } from "../../app/trail";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { deleteWatch, deliveriesQuery, editWatch, testWatch, watchQuery, type Watch } from "../../api/watches";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { announce } from "../../design/notices";
import { Page } from "../../design/Page";
import { Failed, Loading } from "../../design/states";
import { Deliveries } from "./Deliveries";
import { WatchForm } from "./WatchForm";
import { isOn, WatchStatus } from "./WatchStatus";
import styles from "./Watches.module.css";

/** One watch: what was sent, and how it is told. */
export function WatchPage() {
  const { id } = useParams({ from: "/shell/watches/$id" });
  const watch = useQuery(watchQuery(useEngine(), id));
  if (watch.isPending) return <Loading rows={8} />;
  if (!watch.data) return <Failed error={watch.error} onRetry={() => void watch.refetch()} />;
  return <Opened key={id} watch={watch.data} />;
}

function Opened({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const deliveries = useQuery(deliveriesQuery(engine, watch.id));
  const [deleting, setDeleting] = useState(false);
  const address = String(watch.fields["address"] ?? "");
  const name = String(watch.fields["name"] ?? "") || address;
  useSetTrail([
    { id: "watches", name: t("watches.title"), kind: "page" },
    { id: watch.id, name, kind: "page" },
  ]);
  const on = isOn(watch);
  const failed = (error: unknown) => announce({ tone: "danger", text: problemMessage(t, error) });
  const toggle = useMutation({
    mutationFn: () => editWatch(engine, watch.id, [{ path: "/enabled", from: watch.fields["enabled"] ?? true, to: !on }]),
    onSuccess: (saved) => queries.setQueryData(watchQuery(engine, watch.id).queryKey, saved),
    onError: failed,
  });
  const test = useMutation({
    mutationFn: () => testWatch(engine, watch.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["watch", watch.id, "deliveries"] }),
    onError: failed,
  });
  const parked = deliveries.data?.rows.filter((row) => row.status === "parked").length ?? 0;
  return (
    <Page
      icon="broadcast"
      title={name}
      subtitle={name === address ? undefined : <span dir="ltr">{address}</span>}
      chips={
        <>
          <WatchStatus watch={watch} />
          {parked > 0 && (
            <Chip tone="danger" icon="warning">
              {t("watches.parkedCount", { count: parked })}
            </Chip>
          )}
        </>
      }
      actions={
        <>
          <Button icon={on ? "pause" : "play"} onPress={() => toggle.isPending || toggle.mutate()}>
            {t(on ? "watches.pause" : "watches.resume")}
          </Button>
          <Button icon="send" isDisabled={!on} onPress={() => test.isPending || test.mutate()}>
            {t("watches.test")}
          </Button>
          <Button icon="trash" onPress={() => setDeleting(true)}>
            {t("watches.delete")}
          </Button>
        </>
      }
    >
      <div className={styles.halves}>
        <Deliveries watch={watch} />
        <WatchForm watch={watch} />
      </div>
      {deleting && <DeleteWatch id={watch.id} name={name} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

function DeleteWatch({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteWatch(engine, id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["watches"] });
      await navigate({ to: "/watches" });
    },
  });
  return (
    <ConfirmDialog
      title={t("watches.deleteTitle", { name })}
      onClose={onClose}
      action={t("watches.delete")}
      icon="trash"
      isReady={!remove.isPending}
      onConfirm={() => remove.mutate()}
      error={remove.error}
    >
      <p>{t("watches.deleteHint")}</p>
    </ConfirmDialog>
  );
}
