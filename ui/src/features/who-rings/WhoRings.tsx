import { CalendarDate, parseAbsolute, Time, toCalendarDate, toTime, toZoned, toCalendarDateTime, now as nowIn, type ZonedDateTime } from "@internationalized/date";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { askWhoRings } from "../../api/mutations";
import { forwardingQuery } from "../../api/queries";
import { STATES, type Id, type State, type WhoRingsQuestion } from "../../api/types";
import { Button } from "../../design/Button";
import { ClockField, DayField } from "../../design/DateFields";
import { Field } from "../../design/Field";
import { Select } from "../../design/Select";
import { Empty, Failed, Loading } from "../../design/states";
import { Answer } from "./Answer";
import { nextSunday, offsetTime, tonight } from "./moments";
import { WeekMap } from "./WeekMap";
import styles from "./WhoRings.module.css";

/** Asks the engine what happens to a call, before it happens. */
export function WhoRings({ userId, name }: { userId: Id; name: string }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const zone = useQuery(forwardingQuery(engine, userId)).data?.timezone ?? "UTC";
  const [caller, setCaller] = useState("");
  const [state, setState] = useState<State | "actual">("actual");
  const [day, setDay] = useState<CalendarDate | null>(null);
  const [clock, setClock] = useState<Time>(new Time(10, 0));
  const ask = useMutation({ mutationFn: (question: WhoRingsQuestion) => askWhoRings(engine, userId, question) });

  const question = (at: ZonedDateTime | null): WhoRingsQuestion => ({
    caller,
    ...(at ? { at: offsetTime(at) } : {}),
    ...(state === "actual" ? {} : { state }),
  });
  const chosen = day ? toZoned(toCalendarDateTime(day, clock), zone) : null;
  const pick = (at: ZonedDateTime | null) => {
    setDay(at ? toCalendarDate(at) : null);
    if (at) setClock(toTime(at));
    ask.mutate(question(at));
  };
  return (
    <div className={styles.columns}>
      <Form
        className={styles.question}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate(question(chosen));
        }}
      >
        <h2>{t("whoRings.question", { name })}</h2>
        <Field stacked label={t("whoRings.caller")} hint={t("whoRings.callerHint")} placeholder="+49 30 123456" value={caller} onChange={setCaller} inputMode="tel" />
        <div className={styles.quick} role="group" aria-label={t("whoRings.quick")}>
          <Button onPress={() => pick(null)}>{t("whoRings.now")}</Button>
          <Button onPress={() => pick(tonight(nowIn(zone)))}>{t("whoRings.tonight")}</Button>
          <Button onPress={() => pick(nextSunday(nowIn(zone)))}>{t("whoRings.sunday")}</Button>
        </div>
        {day ? (
          <div className={styles.when}>
            <DayField stacked label={t("whoRings.day")} value={day} onChange={setDay} />
            <ClockField stacked label={t("whoRings.time")} value={clock} onChange={setClock} />
            <Button look="quiet" icon="close" aria-label={t("whoRings.useNow")} onPress={() => setDay(null)} />
          </div>
        ) : (
          <div className={styles.when}>
            <span className={styles.now}>{t("whoRings.atNow")}</span>
            <Button onPress={() => setDay(toCalendarDate(nowIn(zone)))}>{t("whoRings.chooseTime")}</Button>
          </div>
        )}
        <Select
          label={t("whoRings.state")}
          value={state}
          onChange={setState}
          options={[{ value: "actual" as State | "actual", label: t("whoRings.actual") }, ...STATES.map((value) => ({ value, label: t(`states.${value}`), icon: value }))]}
        />
        <Button look="primary" type="submit" icon="phone" isDisabled={ask.isPending}>
          {t("whoRings.ask")}
        </Button>
        <p className={styles.zone}>{t("hours.zone", { zone: zone.replaceAll("_", " ") })}</p>
      </Form>
      <div className={styles.answer} aria-live="polite">
        {ask.isPending && <Loading rows={5} />}
        {ask.isError && <Failed error={ask.error} onRetry={() => ask.mutate(question(chosen))} />}
        {ask.isSuccess && <Answer answer={ask.data} caller={ask.variables.caller} />}
        {ask.isIdle && (
          <Empty icon="phone" title={t("whoRings.empty")}>
            {t("whoRings.emptyHint")}
          </Empty>
        )}
        <WeekMap key={`${userId} ${caller} ${state}`} userId={userId} question={question(chosen)} onPick={(at) => pick(parseAbsolute(at, zone))} />
      </div>
    </div>
  );
}
