import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DAYS, type Week } from "../../api/types";
import { dayNames } from "../../i18n/format";
import { parseWeek, weekText } from "../../lib/week";
import { Field } from "../Field";
import { Select } from "../Select";
import { DayLines } from "./DayLines";
import { WeekGrid } from "./WeekGrid";
import styles from "./Week.module.css";

const STEPS = ["15", "30", "60"] as const;

interface WeekEditorProps {
  label: string;
  week: Week;
  onChange: (week: Week) => void;
  isDisabled?: boolean;
}

/** Open hours of a week three ways: painted, typed as one line, or day by day. All three show the same. */
export function WeekEditor({ label, week, onChange, isDisabled }: WeekEditorProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<(typeof STEPS)[number]>("30");
  const names = dayNames("short");
  const text = weekText(week, names);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? text;
  const readable = parseWeek(shown, names) !== null;
  const commit = () => {
    const parsed = parseWeek(shown, names);
    if (!parsed) return;
    if (weekText(parsed, names) !== text) onChange(parsed);
    setTyped(null);
  };
  return (
    <div className={styles.editor} role="group" aria-label={label}>
      <div className={styles.bar} onBlur={commit} onKeyDown={(event) => event.key === "Enter" && commit()}>
        <Field
          stacked
          label={t("week.text")}
          hint={t("week.textHint")}
          value={shown}
          onChange={setTyped}
          isReadOnly={isDisabled ?? false}
          errors={readable ? [] : [t("week.unreadable")]}
        />
        <Select
          label={t("week.step")}
          value={step}
          onChange={setStep}
          options={STEPS.map((minutes) => ({ value: minutes, label: t("week.minutes", { count: Number(minutes) }) }))}
        />
      </div>
      <WeekGrid week={week} onChange={onChange} step={Number(step)} isDisabled={isDisabled ?? false} />
      <details className={styles.days}>
        <summary>{t("week.byDay")}</summary>
        {DAYS.map((day, index) => (
          <DayLines key={day} day={day} name={dayNames("long")[index]!} week={week} onChange={onChange} isDisabled={isDisabled ?? false} />
        ))}
      </details>
    </div>
  );
}
