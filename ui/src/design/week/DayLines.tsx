import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Day, Week } from "../../api/types";
import { dayText, parseRanges, withDay } from "../../lib/week";
import { Field } from "../Field";

/** One day as a line of text, "09:00-12:00, 13:00-17:30"; the way in for screen readers and fast typists. */
export function DayLines({ day, name, week, onChange, isDisabled }: { day: Day; name: string; week: Week; onChange: (week: Week) => void; isDisabled: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const text = dayText(week, day);
  const shown = typed ?? text;
  const ranges = parseRanges(shown);
  const commit = () => {
    if (!ranges) return;
    if (shown !== text) onChange(withDay(week, day, ranges));
    setTyped(null);
  };
  return (
    <div onBlur={commit} onKeyDown={(event) => event.key === "Enter" && commit()}>
      <Field label={name} placeholder={t("week.closed")} value={shown} onChange={setTyped} isReadOnly={isDisabled} errors={ranges ? [] : [t("week.dayUnreadable")]} />
    </div>
  );
}
