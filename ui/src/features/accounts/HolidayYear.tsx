import { CalendarDate, today, getLocalTimeZone } from "@internationalized/date";
import { useMemo, useState } from "react";
import { useLocale } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../design/Button";
import { dayNames, formatDay, formatLocale, listText } from "../../i18n/format";
import { covers, weeksOf, type Span } from "../../lib/calendar";
import styles from "./HolidayYear.module.css";

interface HolidayYearProps {
  holidays: readonly Span[];
  /** Adds a holiday that begins on this day; absent for those who may not. */
  onAdd: ((day: CalendarDate) => void) | undefined;
  onOpen: (id: string) => void;
}

/** The days of the week all begin with it in Arabic; the letters after it tell them apart. */
const ARTICLE = /^\u0627\u0644/;

/** A year with its holidays. The arrows go from day to day and over the months; Enter opens the day's holiday, or adds one. */
export function HolidayYear({ holidays, onAdd, onOpen }: HolidayYearProps) {
  const { t } = useTranslation();
  const rtl = useLocale().direction === "rtl";
  const now = today(getLocalTimeZone());
  const [cursor, setCursor] = useState<CalendarDate>(now);
  const { year } = cursor;
  const names = dayNames("short");
  const month = new Intl.DateTimeFormat(formatLocale(), { month: "long", timeZone: "UTC" });
  const marked = useMemo(() => {
    const found = new Map<string, readonly Span[]>();
    for (let day = new CalendarDate(year, 1, 1); day.year === year; day = day.add({ days: 1 })) {
      const of = holidays.filter((span) => covers(span, day));
      if (of.length > 0) found.set(day.toString(), of);
    }
    return found;
  }, [holidays, year]);
  const namesOf = (day: string) => {
    const spans = marked.get(day);
    return spans && listText(spans.map((span) => span.name));
  };
  const press = (day: CalendarDate) => {
    const [holiday] = marked.get(day.toString()) ?? [];
    if (holiday) onOpen(holiday.id);
    else onAdd?.(day);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const aside = rtl ? -1 : 1;
    const moves: { [key: string]: CalendarDate } = {
      ArrowRight: cursor.add({ days: aside }),
      ArrowLeft: cursor.add({ days: -aside }),
      ArrowDown: cursor.add({ days: 7 }),
      ArrowUp: cursor.add({ days: -7 }),
      PageDown: cursor.add({ months: 1 }),
      PageUp: cursor.add({ months: -1 }),
    };
    const move = moves[event.key];
    if (move) setCursor(move);
    else if (event.key === "Enter") press(cursor);
    else return;
    event.preventDefault();
  };
  const said = `${formatDay(cursor.toString())}: ${namesOf(cursor.toString()) ?? t("holidays.none")}`;
  return (
    <div className={styles.year}>
      <div className={styles.head}>
        <Button look="quiet" icon="up" aria-label={t("holidays.yearBefore")} onPress={() => setCursor(cursor.subtract({ years: 1 }))} />
        <strong>{year}</strong>
        <Button look="quiet" icon="down" aria-label={t("holidays.yearAfter")} onPress={() => setCursor(cursor.add({ years: 1 }))} />
        <span className={styles.said} aria-live="polite">
          {said}
        </span>
      </div>
      <div className={styles.months} role="application" aria-roledescription={t("holidays.calendar")} aria-label={said} tabIndex={0} onKeyDown={onKeyDown}>
        {Array.from({ length: 12 }, (_, index) => (
          <table key={index} className={styles.month} aria-hidden="true">
            <caption>{month.format(new Date(Date.UTC(year, index, 1)))}</caption>
            <thead>
              <tr>
                {names.map((name) => (
                  <th key={name}>{name.replace(ARTICLE, "").slice(0, 2)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeksOf(year, index + 1).map((week, row) => (
                <tr key={row}>
                  {week.map((day, place) => {
                    const key = day?.toString() ?? "";
                    return (
                      <td
                        key={place}
                        title={namesOf(key)}
                        data-holiday={marked.has(key) || undefined}
                        data-today={(day && day.compare(now) === 0) || undefined}
                        data-cursor={(day && day.compare(cursor) === 0) || undefined}
                        onClick={() => {
                          if (!day) return;
                          setCursor(day);
                          press(day);
                        }}
                      >
                        {day?.day}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      {onAdd && <p className={styles.help}>{t("holidays.calendarHelp")}</p>}
    </div>
  );
}
