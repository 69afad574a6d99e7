import { useMemo } from "react";
import { ComboField } from "../../design/ComboField";

export const browserTimezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "Etc/UTC";

const named = (id: string) => ({ id, name: id.replaceAll("_", " ") });
let known: ReturnType<typeof named>[] | undefined;

/** The zones that this system knows, read when the first field asks. */
const knownZones = () => (known ??= [...new Set([...Intl.supportedValuesOf("timeZone"), "Etc/UTC"])].map(named));

interface TimezoneFieldProps {
  label: string;
  value: string;
  onChange: (zone: string) => void;
  stacked?: boolean;
  isDisabled?: boolean;
  placeholder?: string;
}

/** A zone by typing a part of its name ("berl"). */
export function TimezoneField({ label, value, onChange, stacked, isDisabled, placeholder }: TimezoneFieldProps) {
  const zones = useMemo(() => {
    const isKnown = value === "" || knownZones().some(({ id }) => id === value);
    return isKnown ? knownZones() : [...knownZones(), named(value)];
  }, [value]);
  return (
    <ComboField
      label={label}
      known={zones}
      chosen={value || null}
      onChoose={({ id }) => onChange(id)}
      stacked={stacked ?? false}
      isDisabled={isDisabled ?? false}
      placeholder={placeholder}
    />
  );
}
