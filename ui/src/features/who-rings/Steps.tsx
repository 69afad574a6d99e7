import { useTranslation } from "react-i18next";
import { ACTIONS, DAYS, STATES, type StepCode, type WhoRingsStep } from "../../api/types";
import type { Tone } from "../../design/Chip";
import { Icon, type IconName } from "../../design/Icon";
import { dayNames } from "../../i18n/format";
import styles from "./WhoRings.module.css";

const ICONS: { readonly [code in StepCode]: IconName } = {
  state_given: "person",
  state_do_not_disturb: "do_not_disturb",
  state_presence: "person",
  state_offline: "offline",
  state_busy: "busy",
  state_available: "available",
  state_assumed_available: "available",
  user_disabled: "pause",
  exception_matched: "star",
  exception_disabled: "star",
  exception_skipped_caller: "star",
  exception_skipped_hours: "star",
  holiday: "holiday",
  office_switched: "edit",
  office_hours_open: "office_hours",
  office_hours_closed: "night",
  rule: "settings",
  rings: "ring",
  cannot_ring: "offline",
  no_answer_rule: "timer",
  follows_extension: "forward",
  loop_detected: "warning",
  too_many_hops: "warning",
  external_number: "forward",
  voicemail: "voicemail",
  hang_up: "hangup",
};

/** The way of a call as a line from top to bottom, one sentence each, the end marked. */
export function Steps({ caller, steps, last }: { caller: string; steps: readonly WhoRingsStep[]; last: { tone: Tone } }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <ol className={styles.path}>
      <li className={styles.step}>
        <span className={styles.node}>
          <Icon name="phone" size={14} />
        </span>
        <p>{t("whoRings.start", { caller })}</p>
      </li>
      {steps.map((step, index) => {
        const ends = index === steps.length - 1;
        return (
          <li key={index} className={`${styles.step} ${ends ? styles.last : ""}`}>
            <span className={`${styles.node} ${ends ? styles[last.tone] : ""}`}>
              <Icon name={ICONS[step.code] ?? "info"} size={14} />
            </span>
            <p>{sentence(step)}</p>
          </li>
        );
      })}
    </ol>
  );
}

/** The step's sentence in the person's language. A code of a newer engine is told by the engine's own English. */
function useSentence(): (step: WhoRingsStep) => string {
  const { t, i18n } = useTranslation();
  return (step) => {
    if (!i18n.exists(`steps.${step.code}`)) return step.text;
    const { state, action, hours, week, weekday, to, ...rest } = step.params;
    const stateCode = STATES.find((entry) => entry === state);
    const actionCode = ACTIONS.find((entry) => entry === action);
    const day = DAYS.findIndex((entry) => entry === weekday);
    return t(`steps.${step.code}`, {
      ...rest,
      name: step.name,
      state: stateCode ? t(`states.${stateCode}`) : "",
      action: actionCode ? `${t(`actions.${actionCode}`)}${rest["number"] ? ` ${rest["number"]}` : ""}` : "",
      hours: hours ? t(hours === "office" ? "forwarding.office_hours" : "forwarding.non_office_hours") : "",
      week: week ? t(week === "custom" ? "hours.week_custom" : "hours.week_account") : "",
      to: to ? t(to === "open" ? "kiosk.hours_open" : "kiosk.hours_closed") : "",
      weekday: dayNames("long")[day] ?? weekday ?? "",
    });
  };
}
