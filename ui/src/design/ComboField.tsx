import { useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import styles from "./ComboField.module.css";
import { Changed } from "./Field";
import fieldStyles from "./Field.module.css";
import { Icon, type IconName } from "./Icon";
import selectStyles from "./Select.module.css";

export interface ComboItem {
  readonly id: string;
  readonly name: string;
  readonly icon?: IconName;
  /** What tells it from others of the same name: left to right, as numbers and names of makers are. */
  readonly detail?: string;
}

interface ComboFieldProps<Item extends ComboItem> {
  label: string;
  /** All that can be chosen, narrowed here by what is typed; or else `found`. */
  known?: readonly Item[];
  /** What was found for what is typed. */
  found?: readonly Item[];
  /** What is typed; the field keeps it itself where absent. */
  text?: string;
  onText?: (text: string) => void;
  /** The id of what is chosen. */
  chosen?: string | null;
  onChoose: (item: Item) => void;
  /** What is typed and is none of them stays, too. */
  isFree?: boolean;
  /** What is said instead of an empty list. */
  empty?: string;
  onBlur?: () => void;
  changed?: boolean;
  stacked?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  placeholder?: string | undefined;
}

/** Escape that closes the list closes nothing around it. */
function keepEscape(event: React.KeyboardEvent<HTMLInputElement>): void {
  if (event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") === "true") event.stopPropagation();
}

/** One of many, by typing a part of its name. */
export function ComboField<Item extends ComboItem>({ label, known, found, text, onText, chosen = null, onChoose, isFree, empty, onBlur, changed, stacked, isDisabled, autoFocus, placeholder }: ComboFieldProps<Item>) {
  // A list of hundreds is made only once somebody comes to the field: until then what is chosen is enough.
  const [isVisited, setVisited] = useState(autoFocus ?? false);
  const all = found ?? known ?? [];
  const offered = isVisited ? all : all.filter(({ id }) => id === chosen);
  return (
    <ComboBox
      className={`${fieldStyles.field} ${stacked ? fieldStyles.stacked : ""}`}
      {...(found ? { items: offered } : { defaultItems: offered })}
      {...(text === undefined ? {} : { inputValue: text })}
      {...(onText ? { onInputChange: onText } : {})}
      selectedKey={chosen}
      onSelectionChange={(key) => {
        const item = all.find(({ id }) => id === key);
        if (item) onChoose(item);
      }}
      onFocus={() => setVisited(true)}
      {...(onBlur ? { onBlur } : {})}
      {...(isFree ? { allowsCustomValue: true, menuTrigger: "input" as const } : {})}
      allowsEmptyCollection={empty !== undefined}
      isDisabled={isDisabled ?? false}
      autoFocus={autoFocus ?? false}
    >
      <Label className={fieldStyles.label}>
        {label}
        {changed && <Changed />}
      </Label>
      <div className={styles.box}>
        <Input className={fieldStyles.input} placeholder={placeholder} onKeyDown={keepEscape} />
        <Button className={styles.button}>
          <Icon name="down" size={12} />
        </Button>
      </div>
      <Popover className={`${selectStyles.popover} ${styles.popover}`}>
        <ListBox className={selectStyles.list} {...(empty === undefined ? {} : { renderEmptyState: () => <p className={selectStyles.item}>{empty}</p> })}>
          {({ id, name, icon, detail }: ComboItem) => (
            <ListBoxItem id={id} textValue={name} className={selectStyles.item}>
              {icon && <Icon name={icon} size={14} />}
              <span className={selectStyles.itemLabel}>{name}</span>
              {detail && (
                <bdi dir="ltr" className={selectStyles.itemDetail}>
                  {detail}
                </bdi>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
