import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { type Remote, remotesQuery } from "../../api/remotes";
import { useSetTrail } from "../../app/trail";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Page } from "../../design/Page";
import { Empty, Failed, Loading } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import { AddRemote } from "./AddRemote";
import styles from "./Remotes.module.css";

/** The servers elsewhere whose people are kept here too. */
export function RemotesPage() {
  const { t } = useTranslation();
  const remotes = useQuery(remotesQuery(useEngine()));
  const [adding, setAdding] = useState(false);
  useSetTrail([{ id: "remotes", name: t("remotes.title"), kind: "page" }]);
  const add = (
    <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
      {t("remotes.add")}
    </Button>
  );
  const isEmpty = remotes.data?.length === 0;
  return (
    <Page icon="link" title={t("remotes.title")} subtitle={t("remotes.hint")} actions={!isEmpty && add}>
      {remotes.isPending && <Loading rows={4} />}
      {remotes.isError && !remotes.data && <Failed error={remotes.error} onRetry={() => void remotes.refetch()} />}
      {isEmpty && (
        <Empty icon="link" title={t("remotes.none")} action={add}>
          {t("remotes.noneHint")}
        </Empty>
      )}
      {remotes.data && !isEmpty && (
        <ul className={styles.remotes} aria-label={t("remotes.title")}>
          {remotes.data.map((remote) => (
            <Line key={remote.id} remote={remote} />
          ))}
        </ul>
      )}
      {adding && <AddRemote onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Line({ remote }: { remote: Remote }) {
  const { t } = useTranslation();
  return (
    <li className={styles.remote}>
      <div className={styles.names}>
        <Link to="/remotes/$id" params={{ id: remote.id }}>
          <strong>{remote.name}</strong>
        </Link>
        <bdi dir="ltr">{remote.address}</bdi>
        <span>{t("remotes.from", { there: remote.there_name, here: remote.here_name })}</span>
      </div>
      <div className={styles.facts}>
        <RemoteState remote={remote} />
        <span>{remote.pulled ? t("remotes.pulled", { time: formatDateTime(remote.pulled) }) : t("remotes.neverPulled")}</span>
        {remote.pushed && <span>{t("remotes.pushed", { time: formatDateTime(remote.pushed) })}</span>}
      </div>
    </li>
  );
}

/** What the server speaks, and whether anything stands in the way. */
export function RemoteState({ remote }: { remote: Remote }) {
  const { t } = useTranslation();
  const last = remote.runs[0];
  const trouble = last?.stopped || (last?.failures.length ?? 0) > 0;
  return (
    <span className={styles.chips}>
      <Chip icon="globe">{t(`remotes.dialect_${remote.dialect as "crossbar"}`)}</Chip>
      {remote.state === "signed_out" && (
        <Chip tone="danger" icon="key">
          {t("remotes.signedOut")}
        </Chip>
      )}
      {last && !last.ended && (
        <Chip tone="warn" icon="warning">
          {t("remotes.cutOff")}
        </Chip>
      )}
      {last?.ended && trouble && (
        <Chip tone="warn" icon="warning">
          {t("remotes.partly")}
        </Chip>
      )}
    </span>
  );
}
