import { useTranslation } from "react-i18next";
import { STATES, type Json, type NoAnswer, type Rule, type State, type StateRules } from "../../api/types";
import { Section } from "../../design/Field";
import { Icon } from "../../design/Icon";
import type { Draft } from "../../lib/draft";
import styles from "./RuleMatrix.module.css";
import { PARTS, placeOf, type Part } from "./place";
import { RuleCell } from "./RuleCell";
import { hasNoAnswer } from "./rules";

const PART_ICONS = { office_hours: "office_hours", non_office_hours: "night", no_answer: "timer" } as const;

/** Seven states by office hours and outside them, all at a glance; each cell opens its editor. */
export function RuleMatrix({ draft, mayEdit }: { draft: Draft; mayEdit: boolean }) {
  const { t } = useTranslation();
  const ruleAt = (state: State, part: Part) => draft.value(placeOf(state, part)) as Rule | NoAnswer | undefined;
  const rulesOf = (state: State): StateRules => Object.fromEntries(PARTS.map((part) => [part, ruleAt(state, part)]));
  return (
    <Section title={t("forwarding.matrix")} hint={t("forwarding.matrixHint")}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("forwarding.when")}</th>
              {PARTS.map((part) => (
                <th scope="col" key={part}>
                  <span className={styles.head}>
                    <Icon name={PART_ICONS[part]} size={14} />
                    {t(`forwarding.${part}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {STATES.map((state) => (
              <tr key={state}>
                <th scope="row">
                  <span className={styles.state}>
                    <Icon name={state} />
                    {t(`states.${state}`)}
                  </span>
                </th>
                {PARTS.map((part) => (
                  <td key={part} data-part={t(`forwarding.${part}`)}>
                    {part !== "no_answer" || hasNoAnswer(state, rulesOf(state)) ? (
                      <RuleCell
                        state={state}
                        part={part}
                        rule={ruleAt(state, part)}
                        changed={draft.changed(placeOf(state, part))}
                        mayEdit={mayEdit}
                        onChange={(rule) => draft.set(placeOf(state, part), rule as Json | undefined)}
                      />
                    ) : (
                      <span className={styles.never}>{t("forwarding.never")}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
