import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { askWhoRingsWeek } from "../../api/mutations";
import type { Id, WhoRingsQuestion, WhoRingsWeek } from "../../api/types";
import { Button } from "../../design/Button";
import { Icon, type IconName } from "../../design/Icon";
import { Failed, Loading } from "../../design/states";
import { dayNames, listText } from "../../i18n/format";
import styles from "./WeekMap.module.css";

const SLOTS = 48;
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21];
type Slot = WhoRingsWeek["slots"][number];
type Look = "rings" | "on" | "mail" | "ends";
const ICONS: { readonly [look in Look]: IconName } = { rings: "ring", on: "forward", mail: "voicemail", ends: "hangup" };

const lookOf = (slot: Slot): Look => (slot.rings.length > 0 ? "rings" : slot.final === "voicemail" ? "mail" : slot.final === "hang_up" ? "ends" : "on");
const clock = (slot: number): string => `${String(Math.floor(slot / 2)).padStart(2, "0")}:${slot % 2 ? "30" : "00"}`;
const same = (one: Slot, other: Slot): boolean => one.final === other.final && one.target === other.target && one.rings.join() === other.rings.join();

/** Stretches of a day in which the same happens. */
function stretches(day: readonly Slot[]): { from: number; to: number; slot: Slot }[] {
  const found: { from: number; to: number; slot: Slot }[] = [];
  for (const [index, slot] of day.entries()) {
    const last = found.at(-1);
    if (last && same(last.slot, slot)) last.to = index + 1;
    else found.push({ from: index, to: index + 1, slot });
  }
  return found;
}

/** A week at a glance: in each stretch of each day who would be reached, computed by the engine. */
export function WeekMap({ userId, question, onPick }: { userId: Id; question: WhoRingsQuestion; onPick: (at: string) => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const rtl = useLocale().direction === "rtl";
  const ask = useMutation({ mutationFn: () => askWhoRingsWeek(engine, userId, question) });
  const week = ask.data;
  const [cursor, setCursor] = useState({ day: 0, slot: 18 });
  const names = dayNames("short");
  const long = dayNames("long");
  const words = (slot: Slot): string => {
    const end = slot.final === "hang_up" ? t("whoRings.then_hang_up") : t(`whoRings.then_${slot.final}`, { target: slot.target });
    return slot.rings.length > 0 ? t("week.ringsThen", { people: listText(slot.rings), end }) : end;
  };
  if (ask.isPending) return <Loading rows={7} />;
  if (ask.isError) return <Failed error={ask.error} onRetry={() => ask.mutate()} />;
  if (!week) {
    return (
      <Button icon="office_hours" onPress={() => ask.mutate()}>
        {t("week.show")}
      </Button>
    );
  }
  const { slots } = week;
  const days = Array.from({ length: 7 }, (_, day) => slots.slice(day * SLOTS, (day + 1) * SLOTS));
  const current = days[cursor.day]?.[cursor.slot];
  const onKeyDown = (event: React.KeyboardEvent) => {
    const ahead = rtl ? "ArrowLeft" : "ArrowRight";
    const back = rtl ? "ArrowRight" : "ArrowLeft";
    const moves: { [key: string]: [number, number] } = { ArrowDown: [1, 0], ArrowUp: [-1, 0], [ahead]: [0, 1], [back]: [0, -1] };
    const move = moves[event.key];
    if (move) setCursor({ day: Math.max(0, Math.min(6, cursor.day + move[0])), slot: Math.max(0, Math.min(SLOTS - 1, cursor.slot + move[1])) });
    else if (event.key === "Enter" && current) onPick(current.at);
    else return;
    event.preventDefault();
  };
  const said = current ? `${long[cursor.day]} ${clock(cursor.slot)}: ${words(current)}` : "";
  return (
    <section className={styles.map} aria-label={t("week.title")}>
      <header className={styles.head}>
        <h3>{t("week.title")}</h3>
        <Button look="quiet" icon="undo" onPress={() => ask.mutate()}>
          {t("week.again")}
        </Button>
      </header>
      <div className={styles.hours} aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
      <div className={styles.days} role="application" aria-roledescription={t("week.title")} aria-label={said} tabIndex={0} onKeyDown={onKeyDown}>
        {days.map((day, index) => (
          <div key={names[index]} className={styles.day}>
            <span className={styles.name} aria-hidden="true">
              {names[index]}
            </span>
            <div className={styles.lane}>
              {stretches(day).map(({ from, to, slot }) => (
                <button
                  key={from}
                  type="button"
                  tabIndex={-1}
                  aria-hidden="true"
                  className={styles.stretch}
                  data-look={lookOf(slot)}
                  title={`${long[index]} ${clock(from)}–${clock(to)}: ${words(slot)}`}
                  style={{ flexGrow: to - from }}
                  onClick={() => {
                    setCursor({ day: index, slot: from });
                    onPick(slot.at);
                  }}
                >
                  <Icon name={ICONS[lookOf(slot)]} size={12} />
                  <span>{slot.rings[0] ?? slot.target}</span>
                </button>
              ))}
              {cursor.day === index && <span className={styles.cursor} style={{ insetInlineStart: `${(cursor.slot / SLOTS) * 100}%` }} />}
            </div>
          </div>
        ))}
      </div>
      <p className={styles.said} aria-live="polite">
        {said}
      </p>
      <details className={styles.list}>
        <summary>{t("week.asList")}</summary>
        <dl>
          {days.map((day, index) => (
            <div key={long[index]}>
              <dt>{long[index]}</dt>
              {stretches(day).map(({ from, to, slot }) => (
                <dd key={from}>
                  <bdi dir="ltr">
                    {clock(from)}–{clock(to)}
                  </bdi>{" "}
                  {words(slot)}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
