import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { readList } from "../../api/records";
import type { Id } from "../../api/types";
import { ComboField } from "../../design/ComboField";
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
    <ComboField
      label={label}
      found={items.map((person) => ({ ...person, icon: "person" as const, detail: person.extension }))}
      text={text}
      onText={(next) => {
        setText(next);
        if (next === "" && name !== "") onPick(null);
      }}
      onChoose={({ id, name: chosen, extension }) => {
        setText(clears ? "" : chosen);
        onPick({ id, name: chosen, extension });
      }}
      // What was typed and is nobody goes back to who was there.
      onBlur={() => setText(name)}
      isFree
      empty={found.isFetching ? t("common.loading") : t("search.nothing", { text })}
      changed={changed ?? false}
      stacked={stacked ?? false}
      isDisabled={isDisabled ?? false}
      autoFocus={autoFocus}
      placeholder={placeholder}
    />
  );
}
