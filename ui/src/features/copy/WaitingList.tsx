import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Deed, doAgain, type InboxItem, type OutboxEntry, undoEntry } from "../../api/copy";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import type { Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { announce } from "../../design/notices";
import { formatDateTime } from "../../i18n/format";
import styles from "./Copy.module.css";
import { useFieldName, useValueName } from "../editing/names";
import { kindName } from "./words";

function useChange(run: (engine: ReturnType<typeof useEngine>, no: number) => Promise<unknown>) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (no: number) => run(engine, no),
    onSuccess: () => queries.invalidateQueries(),
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
}

function Deeds({ deeds, note }: { deeds: readonly Deed[]; note?: string }) {
  const { t } = useTranslation();
  const fieldName = useFieldName();
  const valueName = useValueName();
  const shown = (deed: Deed) =>
    deed.values.map((value) => `${fieldName(value.path)}: ${value.value === undefined ? t("copy.notShown") : valueName(value.path, value.value as Json)}`).join("; ");
  return (
    <div className={styles.deeds}>
      {deeds.slice(0, 5).map((deed, index) => (
        <div key={index}>
          <strong>{deed.label || kindName(t, deed.kind)}</strong> {t(`copy.verb_${deed.verb as "create"}`)} <span className={styles.who}>{kindName(t, deed.kind)}</span>
          {deed.verb === "patch" && <small>{shown(deed)}</small>}
        </div>
      ))}
      {note && <p className={styles.bad}>{note}</p>}
      {deeds.length > 5 && <small>{t("copy.moreDeeds", { count: deeds.length - 5 })}</small>}
    </div>
  );
}

/** What was done here and is not on the server for sure. What was not sent can be taken back. */
export function OutboxList({ entries }: { entries: readonly OutboxEntry[] }) {
  const { t } = useTranslation();
  const undo = useChange(undoEntry);
  return (
    <ol className={styles.list} aria-label={t("copy.outbox")}>
      {entries.map((entry) => (
        <li key={entry.no} className={styles.entry}>
          <Deeds deeds={entry.deeds} />
          <Chip tone={entry.status === "acked" ? "ok" : entry.status === "sent" ? "info" : "warn"} icon={entry.status === "acked" ? "check" : entry.status === "sent" ? "upload" : "timer"}>
            {t(`copy.entry_${entry.status as "waiting"}`)}
          </Chip>
          <time dateTime={entry.made}>{formatDateTime(entry.made)}</time>
          {entry.status === "waiting" && (
            <Button look="quiet" icon="undo" isDisabled={undo.isPending} onPress={() => undo.mutate(entry.no)}>
              {t("common.undo")}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What the server did not take, what the right was lost to, what a restored server does not have. */
export function InboxList({ items }: { items: readonly InboxItem[] }) {
  const { t } = useTranslation();
  const letGo = useChange(undoEntry);
  const again = useChange(doAgain);
  const why = (item: InboxItem) => (item.what === "rejected" ? [t(`copy.code_${(item.code ?? "invalid") as "invalid"}`), ...(item.code === "invalid" ? item.details : [])].join(" ") : t(`copy.what_${item.what as "parked"}`));
  return (
    <ol className={styles.list} aria-label={t("copy.inbox")}>
      {items.map((item) => (
        <li key={item.no} className={styles.entry}>
          <Deeds deeds={item.deeds} note={why(item)} />
          {item.what === "rejected" && (
            <Button look="quiet" isDisabled={again.isPending} onPress={() => again.mutate(item.no)}>
              {t("copy.again")}
            </Button>
          )}
          <Button look="quiet" icon="close" isDisabled={letGo.isPending} onPress={() => letGo.mutate(item.no)}>
            {t("copy.letGo")}
          </Button>
        </li>
      ))}
    </ol>
  );
}
