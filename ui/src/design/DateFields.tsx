import { toCalendarDate, type CalendarDate, type Time } from "@internationalized/date";
import { DateField, DateInput, DateSegment, Label, TimeField } from "react-aria-components";
import styles from "./DateFields.module.css";
import fieldStyles from "./Field.module.css";

/** A day typed part by part; no native picker, WebKitGTK's stays open. */
export function DayField({ label, value, onChange, stacked }: { label: string; value: CalendarDate; onChange: (day: CalendarDate) => void; stacked?: boolean }) {
  return (
    <DateField className={`${fieldStyles.field} ${stacked ? fieldStyles.stacked : ""}`} value={value} onChange={(day) => day && onChange(toCalendarDate(day))}>
      <Label className={fieldStyles.label}>{label}</Label>
      <DateInput className={styles.input}>{(segment) => <DateSegment segment={segment} className={styles.segment} />}</DateInput>
    </DateField>
  );
}

export function ClockField({ label, value, onChange, stacked }: { label: string; value: Time; onChange: (time: Time) => void; stacked?: boolean }) {
  return (
    <TimeField className={`${fieldStyles.field} ${stacked ? fieldStyles.stacked : ""}`} value={value} onChange={(time) => time && onChange(time)} hourCycle={24}>
      <Label className={fieldStyles.label}>{label}</Label>
      <DateInput className={styles.input}>{(segment) => <DateSegment segment={segment} className={styles.segment} />}</DateInput>
    </TimeField>
  );
}
