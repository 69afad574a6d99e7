import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { conflictsQuery, copyQuery, meetNow, pauseCopy, waitingQuery } from "../../api/copy";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { useSetTrail } from "../../app/trail";
import { Button } from "../../design/Button";
import { Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Page } from "../../design/Page";
import { Empty, Failed, Loading, Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import { Conflicts } from "./Conflicts";
import styles from "./Copy.module.css";
import { InboxList, OutboxList } from "./WaitingList";
import { Unlock } from "./Unlock";
import { stateOf } from "./words";

type Kept = "keychain" | "passphrase" | "memory";

/** What is said of where the sign-in lies. */
const KEPT = { keychain: "keptKeychain", passphrase: "keptPassphrase", memory: "keptMemory" } as const satisfies { [kept in Kept]: string };

/** This computer and the server: how they stand, what needs a person, what waits. */
export function CopyPage() {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const status = useQuery(copyQuery(engine));
  const connected = status.data?.address != null;
  const waiting = useQuery({ ...waitingQuery(engine), enabled: connected });
  const conflicts = useQuery({ ...conflictsQuery(engine), enabled: connected });
  useSetTrail([{ id: "sync", name: t("copy.title"), kind: "page" }]);
  const change = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["copy"] }),
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
  if (status.isPending) return <Loading rows={8} />;
  if (status.isError) return <Failed error={status.error} onRetry={() => void status.refetch()} />;
  const { data } = status;
  if (!connected) {
    return (
      <Page icon="globe" title={t("copy.title")}>
        <Empty icon="globe" title={t("copy.none")} action={data.able && <Button look="primary" onPress={() => void navigate({ to: "/connect" })}>{t("copy.connect")}</Button>}>
          {t(data.able ? "copy.noneHint" : "copy.unable")}
        </Empty>
      </Page>
    );
  }
  const state = stateOf(data);
  const open = conflicts.data ?? [];
  const inbox = waiting.data?.inbox ?? [];
  const outbox = waiting.data?.outbox ?? [];
  const nothing = conflicts.isSuccess && waiting.isSuccess && open.length + inbox.length + outbox.length === 0;
  return (
    <Page
      icon="globe"
      title={t("copy.title")}
      subtitle={t("copy.with", { username: data.username, address: data.address })}
      actions={
        <>
          <Button isDisabled={data.paused || state === "signed_out" || state === "locked"} onPress={() => change.mutate(() => meetNow(engine))}>
            {t("copy.now")}
          </Button>
          <Button look="quiet" icon={data.paused ? "forward" : "pause"} onPress={() => change.mutate(() => pauseCopy(engine, !data.paused))}>
            {t(data.paused ? "copy.resume" : "copy.pause")}
          </Button>
        </>
      }
    >
      <div className={styles.standing}>
        <Notice
          tone={state === "synced" ? "ok" : state === "signed_out" || state === "locked" || state === "revoked" || state === "failed" || state === "outdated" ? "danger" : state === "needs_you" || state === "offline" ? "warn" : "info"}
          action={
            state === "signed_out" ? (
              <Button look="primary" onPress={() => void navigate({ to: "/connect" })}>
                {t("copy.signInAgain")}
              </Button>
            ) : undefined
          }
        >
          <strong>{t(`copy.state_${state}`, { count: state === "needs_you" ? data.needs_you : data.waiting, percent: data.percent ?? 100 })}</strong> {t(`copy.hint_${state}`)}
        </Notice>
      </div>
      {state === "locked" && <Unlock />}
      {data.percent != null && <progress className={styles.progress} max={100} value={data.percent} aria-label={t("copy.state_fetching", { percent: data.percent, count: 0 })} />}
      <p className={styles.facts}>
        {data.percent != null && <span>{t("copy.fetched", { count: data.fetched })}</span>}
        {data.last_met && <span>{t("copy.lastMet", { time: formatDateTime(data.last_met) })}</span>}
        {data.next_try && <span>{t("copy.nextTry", { time: formatDateTime(data.next_try) })}</span>}
        {data.kept && <span>{t(`copy.${KEPT[data.kept as Kept]}`)}</span>}
        {data.listening && <span>{t("copy.listening")}</span>}
      </p>
      {nothing && data.percent == null && (
        <Empty icon="available" title={t("copy.nothing")}>
          {t("copy.nothingHint")}
        </Empty>
      )}
      {open.length > 0 && (
        <Section title={t("copy.conflicts")} hint={t("copy.conflictsHint")}>
          <Conflicts conflicts={open} />
        </Section>
      )}
      {inbox.length > 0 && (
        <Section title={t("copy.inbox")} hint={t("copy.inboxHint")}>
          <InboxList items={inbox} />
        </Section>
      )}
      {outbox.length > 0 && (
        <Section title={t("copy.outbox")} hint={t("copy.outboxHint")}>
          <OutboxList entries={outbox} />
        </Section>
      )}
    </Page>
  );
}
