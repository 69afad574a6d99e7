import { useTranslation } from "react-i18next";
import type { Deletion, RemoteStep } from "../../api/remotes";
import { Select } from "../../design/Select";
import { sortName } from "./names";
import { isLeft } from "./steps";
import styles from "./Remotes.module.css";

const ANSWERS = ["wait", "delete", "again"] as const;

interface GoneListProps {
  steps: readonly RemoteStep[];
  deletions: readonly Deletion[];
  onChange: (deletions: Deletion[]) => void;
}

/** What one side deleted, or moved to where it is not followed: nothing goes on the other without a word. */
export function GoneList({ steps, deletions, onChange }: GoneListProps) {
  const { t } = useTranslation();
  const said = (step: RemoteStep) => {
    const word = deletions.find((deletion) => deletion.step === step.key);
    return word === undefined ? "wait" : word.delete ? "delete" : "again";
  };
  const say = (step: RemoteStep, answer: (typeof ANSWERS)[number]) => {
    const others = deletions.filter((deletion) => deletion.step !== step.key);
    onChange(answer === "wait" ? others : [...others, { step: step.key, delete: answer === "delete" }]);
  };
  return (
    <ul className={styles.steps} aria-label={t("remotes.gone")}>
      {steps.map((step) => {
        const goneHere = step.what === "gone_here" || step.what === "left_here";
        const left = isLeft(step);
        const what = left ? (goneHere ? "remotes.leftHere" : "remotes.leftThere") : goneHere ? "remotes.goneHere" : "remotes.goneThere";
        const label = (answer: (typeof ANSWERS)[number]) => {
          if (answer === "wait") return t("remotes.gone_wait");
          if (answer === "delete" && left) return t(goneHere ? "remotes.left_deleteThere" : "remotes.left_deleteHere");
          if (answer === "delete") return t(goneHere ? "remotes.gone_deleteThere" : "remotes.gone_deleteHere");
          return t(goneHere ? "remotes.gone_againHere" : "remotes.gone_againThere");
        };
        return (
          <li key={step.key} className={styles.goneLine}>
            <div>
              <strong>{step.label}</strong> <span className={styles.faint}>{sortName(t, step.sort)}</span>
              <p className={step.changed ? styles.bad : styles.faint}>
                {t(what)} {step.changed && t("remotes.goneChanged")}
              </p>
            </div>
            <Select label={t("remotes.goneAnswer", { name: step.label })} labelHidden value={said(step)} onChange={(answer) => say(step, answer)} options={ANSWERS.filter((value) => !left || value !== "again").map((value) => ({ value, label: label(value) }))} />
          </li>
        );
      })}
    </ul>
  );
}
