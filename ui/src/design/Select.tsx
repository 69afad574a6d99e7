import { useState } from "react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  type Key,
} from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import styles from "./Select.module.css";

export interface Option<Value extends string> {
  value: Value;
  label: string;
  icon?: IconName;
}

interface SelectProps<Value extends string> {
  label: string;
  /** The label is said by a row beside it, so it is only for screen readers here. */
  labelHidden?: boolean;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  isDisabled?: boolean;
}

export function Select<Value extends string>({ label, labelHidden, options, value, onChange, isDisabled }: SelectProps<Value>) {
  // As in ComboField: the list is made once somebody comes to the field.
  const [isVisited, setVisited] = useState(false);
  const offered = isVisited ? options : options.filter((option) => option.value === value);
  return (
    <AriaSelect
      className={styles.select}
      value={value as Key}
      onChange={(key) => onChange(String(key) as Value)}
      isDisabled={isDisabled ?? false}
      onFocus={() => setVisited(true)}
      onOpenChange={() => setVisited(true)}
    >
      <Label className={labelHidden ? "visually-hidden" : styles.label}>{label}</Label>
      <Button className={styles.button}>
        <SelectValue className={styles.value} />
        <Icon name="down" size={12} />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list}>
          {offered.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={styles.item}>
              {option.icon && <Icon name={option.icon} />}
              <span className={styles.itemLabel}>{option.label}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
