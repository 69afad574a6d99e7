import { useEffect, useRef, useState } from "react";
import { useLocale } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DAYS, type Week } from "../../api/types";
import { dayNames } from "../../i18n/format";
import { dayText, isOpenAt, minutesOf, MINUTES_A_DAY, paint, rangesOf, timeOf } from "../../lib/week";
import styles from "./Week.module.css";

interface WeekGridProps {
  week: Week;
  onChange: (week: Week) => void;
  step: number;
  isDisabled: boolean;
}

interface Cell {
  day: number;
  slot: number;
}

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24];

/**
 * Seven days by 24 hours. A drag, or Shift with the arrows, marks a span; the first cell decides whether the span is
 * opened or closed. Each day is one line in the page, not one element per cell.
 */
export function WeekGrid({ week, onChange, step, isDisabled }: WeekGridProps) {
  const { t } = useTranslation();
  const rtl = useLocale().direction === "rtl";
  const slots = MINUTES_A_DAY / step;
  const [cursor, setCursor] = useState<Cell>({ day: 0, slot: (9 * 60) / step });
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const [dragging, setDragging] = useState(false);
  const lanes = useRef<HTMLDivElement>(null);
  useEffect(() => setCursor((now) => ({ ...now, slot: Math.min(now.slot, slots - 1) })), [slots]);

  const from = anchor ?? cursor;
  const opening = !isOpenAt(week, DAYS[from.day]!, from.slot * step);
  const days = [Math.min(from.day, cursor.day), Math.max(from.day, cursor.day)] as const;
  const span = [Math.min(from.slot, cursor.slot) * step, (Math.max(from.slot, cursor.slot) + 1) * step] as const;

  const apply = () => {
    if (isDisabled) return;
    let next = week;
    for (let day = days[0]; day <= days[1]; day += 1) next = paint(next, DAYS[day]!, span[0], span[1], opening);
    setAnchor(null);
    onChange(next);
  };

  const cellAt = (event: React.PointerEvent): Cell | null => {
    const box = lanes.current?.getBoundingClientRect();
    if (!box || box.width === 0) return null;
    const across = (rtl ? box.right - event.clientX : event.clientX - box.left) / box.width;
    const down = (event.clientY - box.top) / box.height;
    const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.floor(value)));
    return { day: clamp(down * DAYS.length, DAYS.length - 1), slot: clamp(across * slots, slots - 1) };
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const ahead = rtl ? "ArrowLeft" : "ArrowRight";
    const back = rtl ? "ArrowRight" : "ArrowLeft";
    const moves: { [key: string]: [number, number] } = { ArrowDown: [1, 0], ArrowUp: [-1, 0], [ahead]: [0, 1], [back]: [0, -1], Home: [0, -slots], End: [0, slots] };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      setAnchor(event.shiftKey ? from : null);
      setCursor({
        day: Math.max(0, Math.min(DAYS.length - 1, cursor.day + move[0])),
        slot: Math.max(0, Math.min(slots - 1, cursor.slot + move[1])),
      });
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      apply();
    } else if (event.key === "Escape") setAnchor(null);
  };

  const names = dayNames("short");
  const long = dayNames("long");
  const place = (start: number, end: number) => ({ insetInlineStart: `${(start / MINUTES_A_DAY) * 100}%`, inlineSize: `${((end - start) / MINUTES_A_DAY) * 100}%` });
  const said = t("week.cursor", {
    day: long[cursor.day],
    from: timeOf(span[0]),
    to: timeOf(span[1]),
    state: t(isOpenAt(week, DAYS[cursor.day]!, cursor.slot * step) ? "week.open" : "week.closed"),
  });
  return (
    <div className={styles.grid}>
      <div className={styles.hours} aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
      <div className={styles.names} aria-hidden="true">
        {names.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div
        ref={lanes}
        className={styles.lanes}
        role="application"
        aria-roledescription={t("week.grid")}
        aria-label={said}
        tabIndex={0}
        data-disabled={isDisabled || undefined}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const cell = cellAt(event);
          if (!cell || isDisabled || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setAnchor(cell);
          setCursor(cell);
          setDragging(true);
        }}
        onPointerMove={(event) => {
          const cell = dragging ? cellAt(event) : null;
          if (cell) setCursor(cell);
        }}
        onPointerUp={() => {
          if (dragging) apply();
          setDragging(false);
        }}
        onPointerCancel={() => {
          setDragging(false);
          setAnchor(null);
        }}
      >
        {DAYS.map((day, index) => (
          <div key={day} className={styles.lane} title={`${long[index]}: ${dayText(week, day) || t("week.closed")}`}>
            {rangesOf(week, day).map((range) => (
              <span key={range.from} className={styles.open} style={place(minutesOf(range.from)!, minutesOf(range.to)!)}>
                <bdi dir="ltr">
                  {range.from}–{range.to}
                </bdi>
              </span>
            ))}
            {index >= days[0] && index <= days[1] && (
              <span className={styles.cursor} data-marking={anchor ? (opening ? "open" : "close") : undefined} style={place(span[0], span[1])} />
            )}
          </div>
        ))}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      <p className={styles.help}>{t("week.help")}</p>
    </div>
  );
}
