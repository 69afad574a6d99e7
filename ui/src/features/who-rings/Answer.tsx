import { useTranslation } from "react-i18next";
import type { WhoRings, WhoRingsStep } from "../../api/types";
import type { Tone } from "../../design/Chip";
import { Chip } from "../../design/Chip";
import { Icon, type IconName } from "../../design/Icon";
import { formatWhen } from "../../i18n/format";
import styles from "./WhoRings.module.css";

const FINAL: { readonly [final in WhoRings["outcome"]["final"]]: { icon: IconName; tone: Tone } } = {
  ring: { icon: "ring", tone: "ok" },
  external: { icon: "forward", tone: "info" },
  voicemail: { icon: "voicemail", tone: "mail" },
  hang_up: { icon: "hangup", tone: "danger" },
};

/** The answer as one big line, then the way there, step by step. */
export function Answer({ answer, caller }: { answer: WhoRings; caller: string }) {
  const { t } = useTranslation();
  const { outcome } = answer;
  const final = FINAL[outcome.final];
  const people = outcome.rings.map((ring) => (ring.number && ring.number !== ring.name ? `${ring.name} (${ring.number})` : ring.name)).join(", ");
  const ringing = people !== "";
  return (
    <article className={styles.result} aria-label={t("whoRings.answer")}>
      <p className={styles.context}>
        {t("whoRings.context", { caller: caller.trim() || t("whoRings.anonymous"), when: formatWhen(answer.at, answer.timezone) })}
      </p>
      <div className={`${styles.outcome} ${styles[ringing ? "ok" : final.tone]}`}>
        <Icon name={ringing ? "ring" : final.icon} size={28} />
        <div>
          <p className={styles.big}>{ringing ? t("whoRings.rings", { people }) : t(`whoRings.final_${outcome.final}`, { target: outcome.target })}</p>
          {ringing && outcome.final !== "ring" && (
            <p className={styles.then}>
              {outcome.seconds === null ? "" : `${t("whoRings.after", { count: outcome.seconds })} `}
              {t(`whoRings.then_${outcome.final}`, { target: outcome.target })}
            </p>
          )}
        </div>
      </div>
      <div className={styles.chips}>
        <Chip icon={answer.state}>{t(`states.${answer.state}`)}</Chip>
        <Chip icon={answer.hours === "holiday" ? "holiday" : answer.hours === "office" ? "office_hours" : "night"}>{t(`whoRings.hours_${answer.hours}`)}</Chip>
      </div>
      {answer.state_source === "assumed" && <p className={styles.assumed}>{t("whoRings.assumed")}</p>}
      <h3>{t("whoRings.path")}</h3>
      <ol className={styles.path}>
        <li className={styles.step}>
          <span className={styles.node}>
            <Icon name="phone" size={14} />
          </span>
          <p>{t("whoRings.start", { caller: caller.trim() || t("whoRings.anonymous") })}</p>
        </li>
        {answer.steps.map((step, index) => (
          <Step key={index} step={step} />
        ))}
        <li className={`${styles.step} ${styles.last}`}>
          <span className={`${styles.node} ${styles[final.tone]}`}>
            <Icon name={final.icon} size={14} />
          </span>
          <p>{t(`whoRings.end_${outcome.final}`, { target: outcome.target })}</p>
        </li>
      </ol>
    </article>
  );
}

function Step({ step }: { step: WhoRingsStep }) {
  const { t, i18n } = useTranslation();
  const key = `steps.${step.code}`;
  // A step of a newer engine has no translation yet; its own sentence is better than none.
  const sentence = i18n.exists(key) ? t(key as "steps.state", { name: step.name, ...step.params }) : step.text;
  return (
    <li className={styles.step}>
      <span className={styles.node}>
        <Icon name={stepIcon(step)} size={14} />
      </span>
      <p>{sentence}</p>
    </li>
  );
}

const STEP_ICONS: readonly [RegExp, IconName][] = [
  [/holiday/, "holiday"],
  [/hour/, "office_hours"],
  [/exception/, "star"],
  [/loop|hop|unknown|disabled/, "warning"],
  [/no_answer|timeout/, "timer"],
  [/voicemail/, "voicemail"],
  [/hang/, "hangup"],
  [/forward|follow|external/, "forward"],
  [/ring/, "ring"],
  [/state|presence|busy/, "person"],
];

const stepIcon = (step: WhoRingsStep): IconName => STEP_ICONS.find(([pattern]) => pattern.test(step.code))?.[1] ?? "info";
