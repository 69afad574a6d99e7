import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { forwardingQuery, userQuery } from "../../api/queries";
import { STATES, type NoAnswer, type Rule, type UserForwarding } from "../../api/types";
import { Failed, Loading } from "../../design/states";
import { dayNames } from "../../i18n/format";
import { weekText } from "../../lib/week";
import { PARTS } from "../forwarding/place";
import { defaultRule, hasNoAnswer } from "../forwarding/rules";
import styles from "./Print.module.css";
import { Sheet } from "./Sheet";

const route = getRouteApi("/paper/print/rules/$id");

/** What happens to a person's calls, on paper. */
export function Rules() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const engine = useEngine();
  const user = useQuery(userQuery(engine, id)).data;
  const rules = useQuery(forwardingQuery(engine, id));
  const extension = String(user?.fields["extension_number"] ?? "");
  return (
    <Sheet title={t("print.rulesOf", { name: user?.display_name ?? "" })} subtitle={extension || undefined} isReady={rules.isSuccess}>
      {rules.isPending && <Loading rows={9} />}
      {rules.isError && <Failed error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <Answers record={rules.data} />}
    </Sheet>
  );
}

function Answers({ record }: { record: UserForwarding }) {
  const { t } = useTranslation();
  const forwarding = record.forwarding ?? {};
  const words = (rule: Rule | NoAnswer) => {
    const number = rule.action === "forward_to_number" ? ` ${rule.number ?? ""}` : "";
    const after = "timeout_s" in rule ? ` (${t("forwarding.after", { count: rule.timeout_s ?? 0 })})` : "";
    return `${t(`actions.${rule.action}`)}${number}${after}`;
  };
  const own = record.office_hours?.mode === "custom" ? record.office_hours.week : undefined;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("forwarding.when")}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {t(`forwarding.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {STATES.map((state) => (
            <tr key={state}>
              <th scope="row">{t(`states.${state}`)}</th>
              {PARTS.map((part) => (
                <td key={part}>{part === "no_answer" && !hasNoAnswer(state, forwarding[state]) ? t("forwarding.never") : words(forwarding[state]?.[part] ?? defaultRule(state, part))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t("hours.title")}</h2>
      <p>{weekText(own ?? record.account_office_hours, dayNames("short")) || t("week.closed")}</p>
      <p>{t("hours.zone", { zone: record.timezone.replaceAll("_", " ") })}</p>
      {(forwarding.exceptions ?? []).length > 0 && (
        <>
          <h2>{t("forwarding.exceptions")}</h2>
          <ol>
            {forwarding.exceptions?.map((entry) => (
              <li key={entry.id}>
                {entry.name || entry.caller_mask}: {t("exceptions.from", { mask: entry.caller_mask })}, {t(`exceptions.${entry.applies ?? "all_hours"}`)} → {words(entry)}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
