import { Meter } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { fieldErrors, type Problem } from "../../api/problems";
import { LIMITED, type Account, type Limited } from "../../api/types";
import { Field, Row, Section } from "../../design/Field";
import type { Draft } from "../../lib/draft";
import { readNumber } from "../all-fields/schema";
import styles from "./AccountLimits.module.css";

/** How many an account may have and has. Who manages it from above sets that; its own administrators see it. */
export function AccountLimits({ account, draft, problem }: { account: Account; draft: Draft; problem: Problem | null }) {
  const { t } = useTranslation();
  const saved = account.fields["limits"] as { readonly [key in Limited]?: number } | undefined;
  const maySet = account.may.set_limits;
  // Where nobody is above and nothing was set, there is nothing to say.
  if (!maySet && Object.keys(saved ?? {}).length === 0) return null;
  return (
    <Section title={t("limits.title")} hint={maySet ? `${t("limits.hint")} ${t("limits.empty")}` : `${t("limits.hint")} ${t("limits.fromAbove")}`}>
      {LIMITED.map((key) => {
        const path = `/limits/${key}`;
        return (
          <Row key={key} label={t(`limits.${key}`)} changed={draft.changed(path)}>
            <div className={styles.line}>
              <Usage what={t(`limits.${key}`)} used={account.usage[key] ?? 0} limit={saved?.[key]} />
              {maySet && (
                <div className={styles.limit}>
                  <Field
                    label={t("limits.atMost")}
                    inputMode="numeric"
                    autoComplete="off"
                    value={draft.text(path)}
                    onChange={(text) => draft.set(path, readNumber(text))}
                    errors={fieldErrors(problem, path)}
                  />
                </div>
              )}
            </div>
          </Row>
        );
      })}
    </Section>
  );
}

/** "12 of 20", also as a bar. */
function Usage({ what, used, limit }: { what: string; used: number; limit: number | undefined }) {
  const { t } = useTranslation();
  if (limit === undefined) return <span className={styles.usage}>{t("limits.none", { used: used.toLocaleString() })}</span>;
  const isFull = used >= limit;
  const text = t(isFull ? "limits.full" : "limits.used", { used: used.toLocaleString(), limit: limit.toLocaleString() });
  return (
    <Meter className={styles.usage} aria-label={what} value={Math.min(used, limit)} maxValue={Math.max(limit, 1)} valueLabel={text} data-full={isFull || undefined}>
      <span>{text}</span>
      <span className={styles.bar}>
        <span style={{ inlineSize: isFull ? "100%" : `${(100 * used) / limit}%` }} />
      </span>
    </Meter>
  );
}
