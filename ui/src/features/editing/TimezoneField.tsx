import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useMemo } from "react";
import fieldStyles from "../../design/Field.module.css";
import { Icon } from "../../design/Icon";
import selectStyles from "../../design/Select.module.css";
import styles from "./TimezoneField.module.css";

export const browserTimezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "Etc/UTC";

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
    const known = Intl.supportedValuesOf("timeZone");
    return [...new Set([...known, "Etc/UTC", ...(value ? [value] : [])])].map((id) => ({ id }));
  }, [value]);
  return (
    <ComboBox
      className={`${fieldStyles.field} ${stacked ? fieldStyles.stacked : ""}`}
      defaultItems={zones}
      selectedKey={value || null}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
      isDisabled={isDisabled ?? false}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <div className={styles.box}>
        <Input className={fieldStyles.input} placeholder={placeholder} />
        <Button className={styles.button}>
          <Icon name="down" size={12} />
        </Button>
      </div>
      <Popover className={`${selectStyles.popover} ${styles.popover}`}>
        <ListBox className={selectStyles.list}>
          {(zone: { id: string }) => (
            <ListBoxItem id={zone.id} textValue={zone.id.replaceAll("_", " ")} className={selectStyles.item}>
              {zone.id.replaceAll("_", " ")}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
