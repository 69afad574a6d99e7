import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { type Deletion, planRemote, remoteQuery, removeRemote, runRemote, type Word } from "../../api/remotes";
import type { Id } from "../../api/types";
import { useSetTrail } from "../../app/trail";
import { Button } from "../../design/Button";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Page } from "../../design/Page";
import { Empty, Failed, Loading, Notice } from "../../design/states";
import { Clashes } from "./Clashes";
import { GoneList } from "./GoneList";
import { History } from "./History";
import styles from "./Remotes.module.css";
import { RemoteState } from "./RemotesPage";
import { SignInAgain } from "./SignInAgain";
import { StepList } from "./StepList";
import { waysOf } from "./steps";

/** One server: what a pull and a push would do, a person's words on what does not meet, doing it, and what was done. */
export function RemotePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/shell/remotes/$id" });
  const engine = useEngine();
  const queries = useQueryClient();
  const remote = useQuery(remoteQuery(engine, id as Id));
  const [asking, setAsking] = useState<"remove" | "sign-in">();
  const [words, setWords] = useState<readonly Word[]>([]);
  const [deletions, setDeletions] = useState<readonly Deletion[]>([]);
  useSetTrail([
    { id: "remotes", name: t("remotes.title"), kind: "page" },
    { id, name: remote.data?.name ?? "", kind: "page" },
  ]);
  const refresh = () => queries.invalidateQueries({ queryKey: ["remotes"] });
  const plan = useMutation({
    mutationFn: () => planRemote(engine, id as Id),
    onSuccess: () => {
      setWords([]);
      setDeletions([]);
    },
    onError: refresh,
  });
  const run = useMutation({
    mutationFn: (direction: "pull" | "push") => runRemote(engine, id as Id, direction, plan.data?.digest ?? "", [...words], [...deletions]),
    onSuccess: async (done) => {
      const text = t("remotes.done", { made: done.made, changed: done.changed, deleted: done.deleted, failed: done.failures.length });
      announce({ tone: done.stopped || done.failures.length > 0 ? "danger" : "ok", text });
      await queries.invalidateQueries();
      plan.mutate();
    },
    onError: refresh,
  });
  if (remote.isPending) return <Loading rows={8} />;
  if (remote.isError) return <Failed error={remote.error} onRetry={() => void remote.refetch()} />;
  const { data } = remote;
  const busy = plan.isPending || run.isPending;
  const signedOut = data.state === "signed_out";
  const ways = plan.data && waysOf(plan.data.steps, words, deletions);
  const look = (
    <Button look={plan.data ? "plain" : "primary"} isDisabled={busy || signedOut} onPress={() => plan.mutate()}>
      {t(plan.data ? "remotes.lookAgain" : "remotes.look")}
    </Button>
  );
  return (
    <Page
      icon="link"
      title={data.name}
      subtitle={<bdi dir="ltr">{data.address}</bdi>}
      chips={<RemoteState remote={data} />}
      actions={
        <>
          {plan.data && look}
          <Button look="quiet" icon="trash" isDisabled={busy} onPress={() => setAsking("remove")}>
            {t("remotes.remove")}
          </Button>
        </>
      }
    >
      <p className={styles.about}>{t("remotes.from", { there: data.there_name, here: data.here_name })}</p>
      {signedOut && (
        <Notice
          tone="danger"
          action={
            <Button look="primary" onPress={() => setAsking("sign-in")}>
              {t("copy.signInAgain")}
            </Button>
          }
        >
          {t("remotes.signedOutHint")}
        </Notice>
      )}
      {plan.error && !signedOut && <Notice tone="danger">{problemMessage(t, plan.error)}</Notice>}
      {run.error && <Notice tone="danger">{problemMessage(t, run.error)}</Notice>}
      {busy && (
        <div className={styles.busy} role="status">
          {t(run.isPending ? "remotes.running" : "remotes.looking")}
          <progress aria-label={t("common.loading")} />
        </div>
      )}
      {!plan.data && !busy && !signedOut && (
        <Empty small icon="search" title={t("remotes.dryTitle")} action={look}>
          {t("remotes.dryHint")}
        </Empty>
      )}
      {plan.data?.steps.length === 0 && !busy && <Notice tone="ok">{t("remotes.agree")}</Notice>}
      {plan.data && ways && plan.data.steps.length > 0 && (
        <>
          {ways.clashing.length > 0 && (
            <Section title={t("remotes.clashes")} hint={t("remotes.clashesHint")}>
              <Clashes steps={ways.clashing} words={words} onWords={setWords} />
            </Section>
          )}
          {ways.gone.length > 0 && (
            <Section title={t("remotes.gone")} hint={t("remotes.goneHint")}>
              <GoneList steps={ways.gone} deletions={deletions} onChange={setDeletions} />
            </Section>
          )}
          <Section
            title={t("remotes.toHere", { count: ways.here.length })}
            hint={t("remotes.toHereHint")}
            actions={
              <Button look="primary" icon="download" isDisabled={busy || !ways.canPull} onPress={() => run.mutate("pull")}>
                {t("remotes.pull")}
              </Button>
            }
          >
            <StepList side="here" steps={ways.here} />
          </Section>
          <Section
            title={t("remotes.toThere", { count: ways.there.length })}
            hint={t(ways.unsettled > 0 ? "remotes.settleFirst" : "remotes.toThereHint")}
            actions={
              <Button look="primary" icon="upload" isDisabled={busy || !ways.canPush} onPress={() => run.mutate("push")}>
                {t("remotes.push")}
              </Button>
            }
          >
            <StepList side="there" steps={ways.there} />
          </Section>
        </>
      )}
      <History runs={data.runs} />
      {asking === "sign-in" && <SignInAgain remote={data} onClose={() => setAsking(undefined)} />}
      {asking === "remove" && <Remove id={id as Id} name={data.name} onClose={() => setAsking(undefined)} />}
    </Page>
  );
}

function Remove({ id, name, onClose }: { id: Id; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => removeRemote(engine, id),
    onSuccess: async () => {
      await navigate({ to: "/remotes" });
      await queries.invalidateQueries({ queryKey: ["remotes"] });
    },
  });
  return (
    <ConfirmDialog
      title={t("remotes.removeTitle", { name })}
      onClose={onClose}
      action={t("remotes.remove")}
      icon="trash"
      isReady={!remove.isPending}
      onConfirm={() => remove.mutate()}
      error={remove.error}
    >
      <p>{t("remotes.removeWhat")}</p>
    </ConfirmDialog>
  );
}
