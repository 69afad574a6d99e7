import { useState } from "react";
import { Form, Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Action, NoAnswer, Rule, State } from "../../api/types";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Icon } from "../../design/Icon";
import styles from "./RuleMatrix.module.css";
import type { Part } from "./place";
import { ACTION_ICONS, ACTION_TONES, actionsFor, DEFAULT_TIMEOUT_S, isNumber, tidyRule, TIMEOUT_S } from "./rules";

interface RuleFormProps {
  title: string;
  state: State;
  part: Part;
  rule: Rule | NoAnswer;
  isDefault: boolean;
  onDone: (rule: Rule | NoAnswer | undefined) => void;
}

/** Choose what happens; a number and a time only where they are used. Enter takes it over. */
export function RuleForm({ title, state, part, rule, isDefault, onDone }: RuleFormProps) {
  const { t } = useTranslation();
  const [action, setAction] = useState<Action>(rule.action);
  const [number, setNumber] = useState(rule.number ?? "");
  const [wait, setWait] = useState(String("timeout_s" in rule ? rule.timeout_s : DEFAULT_TIMEOUT_S));
  const seconds = Number(wait);
  const needsNumber = action === "forward_to_number";
  const goodNumber = !needsNumber || isNumber(number);
  const goodWait = part !== "no_answer" || (Number.isInteger(seconds) && seconds >= TIMEOUT_S.least && seconds <= TIMEOUT_S.most);
  const done = () => {
    if (!goodNumber || !goodWait) return;
    const chosen = tidyRule({ action, number });
    onDone(part === "no_answer" ? ({ ...chosen, timeout_s: seconds } as NoAnswer) : chosen);
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <h2>{title}</h2>
      <RadioGroup aria-label={title} className={styles.choices} value={action} onChange={(value) => setAction(value as Action)}>
        {actionsFor(state, part).map((entry) => (
          <Radio key={entry} value={entry} className={styles.choice} autoFocus={entry === action}>
            <span className={`${styles.icon} ${styles[ACTION_TONES[entry]]}`}>
              <Icon name={ACTION_ICONS[entry]} size={14} mirrored={entry === "forward_to_number"} />
            </span>
            {t(`actions.${entry}`)}
          </Radio>
        ))}
      </RadioGroup>
      {needsNumber && (
        <Field stacked label={t("forwarding.number")} hint={t("forwarding.numberHint")} value={number} onChange={setNumber} errors={number && !goodNumber ? [t("forwarding.badNumber")] : []} />
      )}
      {part === "no_answer" && (
        <Field stacked label={t("forwarding.timeout")} suffix={t("forwarding.seconds")} inputMode="numeric" value={wait} onChange={setWait} errors={goodWait ? [] : [t("forwarding.badTimeout", TIMEOUT_S)]} />
      )}
      <footer>
        <Button look="quiet" isDisabled={isDefault} onPress={() => onDone(undefined)}>
          {t("forwarding.useDefault")}
        </Button>
        <Button look="primary" isDisabled={!goodNumber || !goodWait} type="submit">
          {t("common.apply")}
        </Button>
      </footer>
    </Form>
  );
}
