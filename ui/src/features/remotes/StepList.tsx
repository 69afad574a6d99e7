import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RemoteStep } from "../../api/remotes";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { sortName, usePlaceName, useRemoteValueName } from "./names";
import styles from "./Remotes.module.css";
import { isGone, PARENT } from "./steps";

const SHOWN_AT_FIRST = 50;
const ICONS = { deleted: "trash", moved: "move", changed: "edit", made: "plus" } as const;

/** What one side would get, record by record and field by field. */
export function StepList({ side, steps }: { side: "here" | "there"; steps: readonly RemoteStep[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (steps.length === 0) return <p className={styles.faint}>{t("remotes.nothing")}</p>;
  const shown = all ? steps : steps.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className={styles.steps} aria-label={t(side === "here" ? "remotes.pull" : "remotes.push")}>
        {shown.map((step) => (
          <One key={step.key} step={step} side={side} />
        ))}
      </ul>
      {shown.length < steps.length && (
        <Button look="quiet" onPress={() => setAll(true)}>
          {t("remotes.showAll", { count: steps.length })}
        </Button>
      )}
    </>
  );
}

function One({ step, side }: { step: RemoteStep; side: "here" | "there" }) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const valueName = useRemoteValueName(step);
  const isDeleted = isGone(step) && step.what.endsWith(side === "here" ? "_there" : "_here");
  const isMove = step[side].length > 0 && step[side].every((change) => change.path === PARENT);
  const verb = isDeleted ? "deleted" : isMove ? "moved" : step.what === "meet" ? "changed" : "made";
  return (
    <li className={styles.step}>
      <div className={styles.stepHead}>
        <strong>{step.label}</strong>
        <span className={styles.faint}>
          {sortName(t, step.sort)}
          {step.place && ` · ${step.place}`}
        </span>
        <Chip tone={isDeleted ? "danger" : verb === "made" ? "ok" : "info"} icon={ICONS[verb]}>
          {t(`remotes.verb_${verb}`)}
        </Chip>
      </div>
      {step[side].length > 0 && (
        <ul className={styles.changes}>
          {step[side].map((change) => (
            <li key={change.path}>
              <span>{placeName(change.path)}</span>
              {change.from !== undefined && (
                <>
                  <del>
                    <bdi>{valueName(change.path, change.from)}</bdi>
                  </del>
                  <span className={styles.arrow} aria-hidden="true">
                    →
                  </span>
                </>
              )}
              <ins>
                <bdi>{valueName(change.path, change.to)}</bdi>
              </ins>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
