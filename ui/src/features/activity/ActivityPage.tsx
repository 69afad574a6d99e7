import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSetTrail } from "../../app/trail";
import { useEngine } from "../../api/context";
import { auditQuery } from "../../api/queries";
import { Button } from "../../design/Button";
import type { IconName } from "../../design/Icon";
import { Icon } from "../../design/Icon";
import { Page } from "../../design/Page";
import { Empty, Failed, Loading } from "../../design/states";
import en from "../../i18n/en.json";
import { formatDateTime } from "../../i18n/format";
import styles from "./Activity.module.css";

const KIND_ICONS: { readonly [kind: string]: IconName } = { account: "account", user: "person", group: "people", holiday: "holiday", phone: "phone", recovery: "key", session: "key" };

/** Who changed what, newest first. */
export function ActivityPage() {
  const { t } = useTranslation();
  const engine = useEngine();
  const query = useInfiniteQuery(auditQuery(engine, undefined));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  useSetTrail([{ id: "activity", name: t("activity.title"), kind: "page" }]);
  const verbName = (verb: string) => {
    const key = verb.replaceAll(".", "_");
    return key in en.verbs ? t(`verbs.${key as keyof typeof en.verbs}`) : verb;
  };
  return (
    <Page icon="activity" title={t("activity.title")} subtitle={t("activity.hint")}>
        {query.isPending && <Loading rows={8} />}
        {query.isError && rows.length === 0 && <Failed error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && (
          <Empty icon="activity" title={t("activity.empty")}>
            {t("activity.emptyHint")}
          </Empty>
        )}
        <ol className={styles.list} aria-label={t("activity.title")}>
          {rows.map((row) => (
            <li key={row.seq} className={styles.row}>
              <Icon name={KIND_ICONS[row.kind ?? ""] ?? "info"} />
              <span className={styles.what}>
                <strong>{row.label}</strong> {verbName(row.verb)}
              </span>
              <span className={styles.who}>{row.actor?.name ?? t("shell.owner")}</span>
              <time dateTime={row.at}>{formatDateTime(row.at)}</time>
            </li>
          ))}
        </ol>
        {query.hasNextPage && (
          <Button isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {t("activity.older")}
          </Button>
        )}
      </Page>
  );
}
