import { parseDate, parseTime, Time, type CalendarDate } from "@internationalized/date";
import { useTranslation } from "react-i18next";
import { fieldErrors, type Problem } from "../../api/problems";
import { ClockField, DayField } from "../../design/DateFields";
import { Field, Row } from "../../design/Field";
import { Toggle } from "../../design/Toggle";
import type { Draft } from "../../lib/draft";

interface HolidayFormProps {
  draft: Draft;
  problem: Problem | null;
  frozen: boolean;
  /** It is not there yet: one begins with its name. */
  isNew?: boolean;
}

/** The end of a day, as the engine writes it; a clock shows 00:00. */
const END = "24:00";
/** When a day begins that is a holiday in part, at first. */
const NOON = "12:00";

/** What a holiday is called and when it is. */
export function HolidayForm({ draft, problem, frozen, isNew = false }: HolidayFormProps) {
  const { t } = useTranslation();
  const from = draft.text("/from_date");
  const to = draft.text("/to_date");
  const [begins, ends] = [draft.text("/from_time"), draft.text("/to_time")];
  const hasTimes = begins !== "" || ends !== "";
  const field = (path: string) => ({ changed: draft.changed(path), isDisabled: frozen });
  const begin = (day: CalendarDate) => {
    draft.set("/from_date", day.toString());
    // A single day stays one, and the last day is not before the first.
    if (to === "" || to === from || parseDate(to).compare(day) < 0) draft.set("/to_date", day.toString());
  };
  const setTimes = (on: boolean) => {
    draft.set("/from_time", on ? NOON : undefined);
    draft.set("/to_time", on ? END : undefined);
  };
  return (
    <>
      <Field
        label={t("holidays.name")}
        autoFocus={isNew}
        value={draft.text("/name")}
        changed={draft.changed("/name")}
        isReadOnly={frozen}
        onChange={(text) => draft.set("/name", text === "" ? undefined : text)}
        errors={fieldErrors(problem, "/name")}
      />
      <DayField {...field("/from_date")} label={t("holidays.from")} value={from === "" ? null : parseDate(from)} onChange={begin} />
      <DayField {...field("/to_date")} label={t("holidays.to")} value={to === "" ? null : parseDate(to)} onChange={(day) => draft.set("/to_date", day.toString())} />
      <Row label={t("holidays.everyYear")} changed={draft.changed("/every_year")}>
        <Toggle label={t("holidays.everyYearHint")} isDisabled={frozen} isSelected={draft.value("/every_year") === true} onChange={(on) => draft.set("/every_year", on)} />
      </Row>
      <Row label={t("holidays.times")} changed={!hasTimes && draft.changed("/from_time")}>
        <Toggle label={t("holidays.timesHint")} isDisabled={frozen} isSelected={hasTimes} onChange={setTimes} />
      </Row>
      {hasTimes && (
        <>
          <ClockField {...field("/from_time")} label={t("holidays.begins")} value={clock(begins)} onChange={(time) => draft.set("/from_time", written(time))} />
          <ClockField {...field("/to_time")} label={t("holidays.ends")} hint={t("holidays.midnight")} value={clock(ends)} onChange={(time) => draft.set("/to_time", time.compare(new Time()) === 0 ? END : written(time))} />
        </>
      )}
    </>
  );
}

/** Nothing is the beginning of the first day and the end of the last one. */
const clock = (text: string): Time => (text === "" || text === END ? new Time() : parseTime(text));

const written = (time: Time): string => time.toString().slice(0, 5);
