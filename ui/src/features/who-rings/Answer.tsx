import { useTranslation } from "react-i18next";
import type { WhoRings } from "../../api/types";
import { Chip, type Tone } from "../../design/Chip";
import { Icon, type IconName } from "../../design/Icon";
import { formatWhen, listText } from "../../i18n/format";
import { Steps } from "./Steps";
import styles from "./WhoRings.module.css";

type Final = WhoRings["outcome"]["final"];

const FINAL: { readonly [final in Final]: { icon: IconName; tone: Tone } } = {
  colleague: { icon: "forward", tone: "info" },
  external: { icon: "forward", tone: "info" },
  voicemail: { icon: "voicemail", tone: "mail" },
  hang_up: { icon: "hangup", tone: "danger" },
};

/** The answer as one big line, then the way there, step by step. */
export function Answer({ answer, caller }: { answer: WhoRings; caller: string }) {
  const { t } = useTranslation();
  const { outcome } = answer;
  const final = FINAL[outcome.final];
  const people = outcome.rings.filter((ring) => ring.user_id).map(({ name, number }) => (name && number ? `${name} (${number})` : name || number));
  const target = targetName(answer);
  const ringing = people.length > 0;
  const from = caller.trim() || t("whoRings.anonymous");
  return (
    <article className={styles.result} aria-label={t("whoRings.answer")}>
      <p className={styles.context}>{t("whoRings.context", { caller: from, when: formatWhen(answer.at, answer.timezone) })}</p>
      <div className={`${styles.outcome} ${styles[ringing ? "ok" : final.tone]}`}>
        <Icon name={ringing ? "ring" : final.icon} size={28} />
        <div>
          <p className={styles.big}>
            {ringing ? t(people.length > 1 ? "whoRings.ringsMany" : "whoRings.rings", { people: listText(people) }) : t(`whoRings.final_${outcome.final}`, { target })}
          </p>
          {ringing && (
            <p className={styles.then}>
              {typeof outcome.seconds === "number" && `${t("whoRings.after", { count: outcome.seconds })} `}
              {t(`whoRings.then_${outcome.final}`, { target })}
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
      <Steps caller={from} steps={answer.steps} last={final} />
    </article>
  );
}

/** Voicemails and colleagues are told by their extension; people know the name better, and the last step has it. */
function targetName({ outcome, steps }: WhoRings): string {
  const last = steps.at(-1);
  if (outcome.final === "voicemail") return last?.name || outcome.target;
  if (outcome.final === "colleague") return last?.params["person"] || outcome.target;
  return outcome.target;
}
