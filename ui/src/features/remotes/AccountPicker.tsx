import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { readTreeWindow } from "../../api/tree";
import type { Id } from "../../api/types";
import { ComboField } from "../../design/ComboField";

const FOUND_AT_MOST = 12;

interface AccountPickerProps {
  label: string;
  /** The name of the account that is chosen. */
  name: string;
  onPick: (account: { id: Id; name: string }) => void;
}

/** An account of those that one looks after, by typing a part of its name. */
export function AccountPicker({ label, name, onPick }: AccountPickerProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [text, setText] = useState<string>();
  const words = text === undefined || text === name ? "" : text.trim();
  const found = useQuery({
    queryKey: ["tree", "pick", words],
    queryFn: async () => (await readTreeWindow(engine, { open: "all", from: 0, count: FOUND_AT_MOST, ...(words ? { filter: words } : {}) })).rows,
    placeholderData: (before) => before,
  });
  const items = (found.data ?? []).filter((row) => words === "" || row.name.toLocaleLowerCase().includes(words.toLocaleLowerCase())).map((row) => ({ id: row.id, name: row.name, icon: "account" as const }));
  return (
    <ComboField
      stacked
      label={label}
      found={items}
      text={text ?? name}
      onText={setText}
      onChoose={(account) => {
        setText(account.name);
        onPick(account);
      }}
      // What was typed and is no account goes back to what was chosen.
      onBlur={() => setText(name)}
      isFree
      empty={found.isFetching ? t("common.loading") : t("search.nothing", { text: words })}
    />
  );
}
