import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { deliveriesQuery, deliveryQuery, replayDelivery, type Delivery, type DeliveryDetail, type Watch } from "../../api/watches";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Section } from "../../design/Field";
import { Select } from "../../design/Select";
import { Empty, Failed, Loading, Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import en from "../../i18n/en.json";
import { DeliveryStatus } from "./WatchStatus";
import styles from "./Watches.module.css";

const SHOWN = ["all", "parked", "retrying", "pending", "delivered"] as const;

type EventName = keyof typeof en.watchEvents;

function useEventName(): (event: string) => string {
  const { t } = useTranslation();
  return (event) => (event in en.watchEvents ? t(`watchEvents.${event as EventName}`) : event);
}

/** The log of the last ten days. */
export function Deliveries({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const eventName = useEventName();
  const log = useQuery(deliveriesQuery(useEngine(), watch.id));
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const [open, setOpen] = useState<string | null>(null);
  const all = log.data?.rows ?? [];
  const rows = all.filter((row) => shown === "all" || row.status === shown);
  return (
    <Section
      title={t("watches.deliveries")}
      hint={t("watches.deliveriesHint")}
      actions={
        all.length > 0 && (
          <Select
            label={t("watches.show")}
            labelHidden
            value={shown}
            onChange={setShown}
            options={SHOWN.map((name) => ({ value: name, label: name === "all" ? t("watches.all") : t(`watches.status_${name}`) }))}
          />
        )
      }
    >
      {log.isPending && <Loading rows={5} />}
      {log.isError && !log.data && <Failed error={log.error} onRetry={() => void log.refetch()} />}
      {log.data && rows.length === 0 && (
        <Empty small icon="broadcast" title={t(all.length === 0 ? "watches.nothingSent" : "lists.nothing")}>
          {t(all.length === 0 ? "watches.nothingSentHint" : "watches.showOthers")}
        </Empty>
      )}
      {rows.length > 0 && (
        <ol className={styles.list} aria-label={t("watches.deliveries")}>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" className={styles.row} onClick={() => setOpen(row.id)}>
                <span className={styles.names}>
                  <span>
                    <strong>{eventName(row.event)}</strong> {row.object_name}
                  </span>
                  <span className={styles.faint}>
                    {formatDateTime(row.created)}
                    {row.status !== "delivered" && row.attempts > 0 && ` · ${t("watches.attempts", { count: row.attempts })}`}
                  </span>
                </span>
                <DeliveryStatus delivery={row} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {open !== null && <Detail watchId={watch.id} id={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function Detail({ watchId, id, onClose }: { watchId: string; id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const eventName = useEventName();
  const query = useQuery(deliveryQuery(engine, watchId, id));
  const replay = useMutation({
    mutationFn: () => replayDelivery(engine, watchId, id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["watch", watchId] }),
  });
  const delivery = query.data;
  return (
    <Dialog
      title={delivery ? `${eventName(delivery.event)} ${delivery.object_name}` : t("watches.delivery")}
      isOpen
      width="wide"
      onClose={onClose}
      footer={
        <>
          <Button icon="send" isDisabled={!delivery} onPress={() => replay.isPending || replay.mutate()}>
            {t("watches.replay")}
          </Button>
          <Button look="primary" autoFocus onPress={onClose}>
            {t("common.close")}
          </Button>
        </>
      }
    >
      {query.isPending && <Loading rows={4} />}
      {query.isError && !delivery && <Notice tone="danger">{problemMessage(t, query.error)}</Notice>}
      {replay.error && <Notice tone="danger">{problemMessage(t, replay.error)}</Notice>}
      {delivery && <Facts delivery={delivery} />}
    </Dialog>
  );
}

interface Sent {
  address?: string;
  method?: string;
  headers?: { [name: string]: string };
  body?: string | null;
}

function Facts({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const sent = (delivery.request ?? null) as Sent | null;
  return (
    <div className={styles.facts}>
      <p className={styles.line}>
        <DeliveryStatus delivery={delivery} />
        <Summary delivery={delivery} />
      </p>
      <p className={styles.faint}>
        {t("watches.id")} <code dir="ltr">{delivery.id}</code>
      </p>
      {sent && (
        <>
          <h3>{t("watches.request")}</h3>
          <pre dir="ltr" tabIndex={0} aria-label={t("watches.request")}>
            {[`${sent.method ?? ""} ${sent.address ?? ""}`, ...Object.entries(sent.headers ?? {}).map(([name, value]) => `${name}: ${value}`), "", pretty(sent.body)].join("\n").trimEnd()}
          </pre>
          <h3>{t("watches.answer")}</h3>
          {delivery.error && <Notice tone="danger">{delivery.error}</Notice>}
          {delivery.answer_status != null && <pre dir="ltr" tabIndex={0} aria-label={t("watches.answer")}>{`${delivery.answer_status}\n\n${delivery.answer_body ?? ""}`.trimEnd()}</pre>}
        </>
      )}
    </div>
  );
}

function Summary({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const parts = [
    t("watches.attempts", { count: delivery.attempts }),
    delivery.sent ? t("watches.sentAt", { when: formatDateTime(delivery.sent) }) : "",
    delivery.duration_ms != null ? t("watches.took", { ms: delivery.duration_ms }) : "",
    delivery.next ? t("watches.nextAt", { when: formatDateTime(delivery.next) }) : "",
  ];
  return <span>{parts.filter(Boolean).join(" · ")}</span>;
}

/** JSON with its lines; anything else as it is. */
function pretty(body: string | null | undefined): string {
  if (!body) return "";
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
