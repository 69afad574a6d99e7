import { Button as AriaButton, Dialog, DialogTrigger, Input, Popover, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../design/Button";
import menuStyles from "../../design/ContextMenu.module.css";
import { Icon } from "../../design/Icon";
import { Select } from "../../design/Select";
import { Toggle } from "../../design/Toggle";
import type { ListState, Only } from "./list-search";
import { readOnly, writeOnly } from "./list-search";
import styles from "./Lists.module.css";

export interface Filter {
  readonly column: string;
  readonly label: string;
  readonly options: readonly { value: string; label: string }[];
}

interface ListBarProps {
  state: ListState;
  label: string;
  filters: readonly Filter[];
  columns: readonly { id: string; label: string }[];
  shown: readonly string[];
  searchBox: React.RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  children?: React.ReactNode;
}

/** Above a list: search, filters, columns, and what can be added. */
export function ListBar({ state, label, filters, columns, shown, searchBox, text, onText, children }: ListBarProps) {
  const { t } = useTranslation();
  const only = readOnly(state.only);
  const narrow = (column: string, value: string) => {
    const { [column]: _, ...others } = only;
    const next: Only = value ? { ...others, [column]: value } : others;
    state.set({ only: writeOnly(next) || undefined });
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={label}>
      <SearchField aria-label={t("lists.search")} value={text} onChange={onText} className={styles.search}>
        <Icon name="search" size={14} />
        <Input ref={searchBox} placeholder={t("lists.search")} className={styles.searchInput} />
        {text !== "" && <Button look="quiet" icon="close" className={styles.clear} aria-label={t("common.clear")} />}
      </SearchField>
      {filters.map((filter) => (
        <span key={filter.column} className={styles.filter} data-on={only[filter.column] ? true : undefined}>
          <Select
            label={filter.label}
            labelHidden
            value={only[filter.column] ?? ""}
            onChange={(value) => narrow(filter.column, value)}
            options={[{ value: "", label: t("lists.any", { column: filter.label }) }, ...filter.options]}
          />
        </span>
      ))}
      {columns.length > 1 && <ColumnChoice columns={columns} shown={shown} onChange={(ids) => state.set({ cols: ids.join(",") || undefined }, { replace: true })} />}
      <span className={styles.actions}>{children}</span>
    </div>
  );
}

/** Which columns are shown; the first one, the name, always is. */
function ColumnChoice({ columns, shown, onChange }: { columns: readonly { id: string; label: string }[]; shown: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <AriaButton className={styles.columns} aria-label={t("lists.columns")}>
        <Icon name="columns" />
      </AriaButton>
      <Popover className={menuStyles.popover} placement="bottom end">
        <Dialog className={styles.columnList} aria-label={t("lists.columns")}>
          {columns.slice(1).map((column) => (
            <Toggle
              key={column.id}
              label={column.label}
              isSelected={shown.includes(column.id)}
              onChange={(on) => onChange(columns.map((entry) => entry.id).filter((id) => (id === column.id ? on : shown.includes(id))))}
            />
          ))}
          <Button look="quiet" icon="undo" onPress={() => onChange([])}>
            {t("lists.standardColumns")}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
