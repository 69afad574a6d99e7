import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { copyQuery } from "../../api/copy";
import { useEngine } from "../../api/context";
import { Icon } from "../../design/Icon";
import styles from "./Copy.module.css";
import { STATE_ICONS, stateOf } from "./words";

/** Always in sight: is what I did safe here, on its way, on the server, or does it need me? */
export function CopyState() {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const status = useQuery(copyQuery(engine)).data;
  const fetching = status?.state === "fetching" || status?.percent != null;
  const was = useRef(fetching);
  useEffect(() => {
    // From now on this computer answers by itself: everything is read anew.
    if (was.current && !fetching) void queries.invalidateQueries();
    was.current = fetching;
  }, [fetching, queries]);
  if (!status?.able || !status.address) return null;
  const state = stateOf(status);
  const tone = state === "synced" ? styles.good : state === "needs_you" || state === "signed_out" || state === "locked" || state === "revoked" || state === "failed" || state === "outdated" ? styles.bad : styles.attention;
  const count = state === "needs_you" ? status.needs_you : status.waiting;
  return (
    <Link to="/copy" className={`${styles.state} ${tone}`} role="status" title={t(`copy.hint_${state}`)}>
      <Icon name={STATE_ICONS[state]} size={12} />
      {t(`copy.state_${state}`, { count, percent: status.percent ?? 100 })}
      {status.waiting > 0 && state !== "waiting" && <span>{t("copy.alsoWaiting", { count: status.waiting })}</span>}
    </Link>
  );
}
