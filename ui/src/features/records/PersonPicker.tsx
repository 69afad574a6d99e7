import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { readList } from "../../api/records";
import type { Id } from "../../api/types";
import fieldStyles from "../../design/Field.module.css";
import { Icon } from "../../design/Icon";
import selectStyles from "../../design/Select.module.css";
import zoneStyles from "../editing/TimezoneField.module.css";
import { cellText } from "../lists/cells";

const FOUND_AT_MOST = 12;

interface PersonPickerProps {
  label: string;
  accountId: Id;
  /** The name of the person who is chosen; empty for nobody. */
  name: string;
  onPick: (person: { id: Id; name: string; extension: string } | null) => void;
  changed?: boolean;
  isDisabled?: boolean;
  placeholder?: string;
  stacked?: boolean;
  /** The box is emptied after each choice, for adding several. */
  clears?: boolean;
}

/** A person of the account, by typing a part of the name or the extension. */
export function PersonPicker({ onPick, ...props }: PersonPickerProps) {
  // A choice ends the search: the next one begins with a fresh box, which has the focus.
  const [choices, setChoices] = useState(0);
  const pick = (person: Parameters<typeof onPick>[0]) => {
    onPick(person);
    if (person) setChoices(choices + 1);
  };
  return <Search {...props} key={`${choices} ${props.clears ? "" : props.name}`} autoFocus={choices > 0} onPick={pick} />;
}

function Search({ label, accountId, name, onPick, changed, isDisabled, placeholder, stacked, clears, autoFocus }: PersonPickerProps & { autoFocus: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [text, setText] = useState(name);
  const words = text === name ? "" : text;
  const found = useQuery({
    queryKey: ["account", accountId, "list", "user", "pick", words],
    queryFn: () => readList(engine, accountId, "user", { from: 0, count: FOUND_AT_MOST, text: words }),
    placeholderData: (before) => before,
    enabled: !isDisabled,
  });
  const people = (found.data?.rows ?? []).map((row) => ({ id: row.id, name: cellText(row, "name"), extension: cellText(row, "extension_number") }));
  // Until the answer is there, Enter must not choose somebody who does not fit what was typed.
  const fits = (person: { name: string; extension: string }) => `${person.name} ${person.extension}`.toLocaleLowerCase().includes(words.toLocaleLowerCase());
  const items = found.isPlaceholderData ? people.filter(fits) : people;
  return (
    <ComboBox
      className={`${fieldStyles.field} ${stacked ? fieldStyles.stacked : ""}`}
      items={items}
      inputValue={text}
      onInputChange={(next) => {
        setText(next);
        if (next === "" && name !== "") onPick(null);
      }}
      selectedKey={null}
      onSelectionChange={(key) => {
        const person = items.find((item) => item.id === key);
        if (!person) return;
        setText(clears ? "" : person.name);
        onPick(person);
      }}
      // What was typed and is nobody goes back to who was there.
      onBlur={() => setText(name)}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
      isDisabled={isDisabled ?? false}
      autoFocus={autoFocus}
    >
      <Label className={fieldStyles.label}>
        {label}
        {changed && <span className={fieldStyles.changed} role="img" aria-label={t("common.changed")} />}
      </Label>
      <div className={zoneStyles.box}>
        <Input className={fieldStyles.input} placeholder={placeholder} />
        <Button className={zoneStyles.button}>
          <Icon name="down" size={12} />
        </Button>
      </div>
      <Popover className={`${selectStyles.popover} ${zoneStyles.popover}`}>
        <ListBox className={selectStyles.list} renderEmptyState={() => <p className={selectStyles.item}>{found.isFetching ? t("common.loading") : t("search.nothing", { text })}</p>}>
          {(person: { id: Id; name: string; extension: string }) => (
            <ListBoxItem id={person.id} textValue={person.name} className={selectStyles.item}>
              <Icon name="person" size={14} />
              <span className={selectStyles.itemLabel}>{person.name}</span>
              <bdi dir="ltr" className={selectStyles.itemDetail}>
                {person.extension}
              </bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
