import { toCalendarDate, type CalendarDate, type Time } from "@internationalized/date";
import { DateField, DateInput, DateSegment, Label, Text, TimeField } from "react-aria-components";
import styles from "./DateFields.module.css";
import { Changed } from "./Field";
import fieldStyles from "./Field.module.css";

interface PartsProps<Value> {
  label: string;
  value: Value;
  onChange: (value: Exclude<Value, null>) => void;
  /** Label above the box instead of beside it. */
  stacked?: boolean;
  /** Typed and not saved yet. */
  changed?: boolean;
  isDisabled?: boolean;
}

const shape = (stacked: boolean | undefined) => `${fieldStyles.field} ${stacked ? fieldStyles.stacked : ""}`;

/** A day typed part by part; no native picker, WebKitGTK's stays open. */
export function DayField({ label, value, onChange, stacked, changed, isDisabled = false }: PartsProps<CalendarDate | null>) {
  return (
    <DateField className={shape(stacked)} value={value} isDisabled={isDisabled} onChange={(day) => day && onChange(toCalendarDate(day))}>
      <Parts label={label} changed={changed} />
    </DateField>
  );
}

/** A time of day, from 00:00 to 23:59. */
export function ClockField({ label, value, onChange, stacked, changed, isDisabled = false, hint }: PartsProps<Time> & { hint?: string }) {
  return (
    <TimeField className={shape(stacked)} value={value} isDisabled={isDisabled} onChange={(time) => time && onChange(time)} hourCycle={24}>
      <Parts label={label} changed={changed} hint={hint} isClock />
    </TimeField>
  );
}

function Parts({ label, changed, hint, isClock }: { label: string; changed: boolean | undefined; hint?: string | undefined; isClock?: boolean }) {
  return (
    <>
      <Label className={fieldStyles.label}>
        {label}
        {changed && <Changed />}
      </Label>
      <div className={fieldStyles.body}>
        <DateInput className={`${styles.input} ${isClock ? styles.clock : ""}`}>{(segment) => <DateSegment segment={segment} className={styles.segment} />}</DateInput>
        {hint && (
          <Text slot="description" className={fieldStyles.hint}>
            {hint}
          </Text>
        )}
      </div>
    </>
  );
}
