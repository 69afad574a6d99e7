import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Exception } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Section } from "../../design/Field";
import { Empty } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import { dayNames } from "../../i18n/format";
import { weekText } from "../../lib/week";
import { ExceptionDialog } from "./ExceptionDialog";
import styles from "./Exceptions.module.css";
import { ACTION_ICONS, ACTION_TONES } from "./rules";

interface ExceptionsProps {
  exceptions: readonly Exception[];
  mayEdit: boolean;
  changed: boolean;
  onChange: (next: Exception[]) => void;
}

/** Callers that are treated otherwise; the first entry that fits wins, so the order can be changed. */
export function Exceptions({ exceptions, mayEdit, changed, onChange }: ExceptionsProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Exception | "new" | null>(null);
  const replace = (next: Exception) => onChange(exceptions.map((entry) => (entry.id === next.id ? next : entry)));
  const move = (index: number, by: number) => {
    const next = [...exceptions];
    const [entry] = next.splice(index, 1);
    if (entry) next.splice(index + by, 0, entry);
    onChange(next);
  };
  const add = mayEdit && (
    <Button icon="plus" onPress={() => setEditing("new")}>
      {t("exceptions.new")}
    </Button>
  );
  return (
    <Section title={t("forwarding.exceptions")} hint={t("exceptions.hint")} actions={exceptions.length > 0 && add}>
      {exceptions.length === 0 && (
        <Empty small icon="star" title={t("exceptions.empty")} action={add}>
          {t("exceptions.emptyHint")}
        </Empty>
      )}
      <ol className={styles.list} data-changed={changed || undefined}>
        {exceptions.map((entry, index) => {
          const name = entry.name || entry.caller_mask;
          const applies = entry.applies ?? "all_hours";
          const hours = applies === "all_hours" ? "" : ` ${weekText(entry.hours ?? {}, dayNames("short"))}`;
          return (
            <li key={entry.id} className={styles.row} data-off={entry.enabled === false || undefined}>
              <Toggle label={t("exceptions.enabled", { name })} labelHidden isDisabled={!mayEdit} isSelected={entry.enabled !== false} onChange={(enabled) => replace({ ...entry, enabled })} />
              <span className={styles.names}>
                <strong>{name}</strong>
                <small>
                  {t("exceptions.from", { mask: entry.caller_mask })} · {t(`exceptions.${applies}`)}
                  {hours}
                </small>
              </span>
              <Chip tone={ACTION_TONES[entry.action]} icon={ACTION_ICONS[entry.action]}>
                {t(`actions.${entry.action}`)} {entry.action === "forward_to_number" ? entry.number : ""}
              </Chip>
              {mayEdit && (
                <span className={styles.tools}>
                  <Button look="quiet" icon="up" isDisabled={index === 0} aria-label={t("exceptions.up", { name })} onPress={() => move(index, -1)} />
                  <Button look="quiet" icon="down" isDisabled={index === exceptions.length - 1} aria-label={t("exceptions.down", { name })} onPress={() => move(index, 1)} />
                  <Button look="quiet" icon="edit" aria-label={t("exceptions.edit", { name })} onPress={() => setEditing(entry)} />
                  <Button look="quiet" icon="trash" aria-label={t("exceptions.remove", { name })} onPress={() => onChange(exceptions.filter((other) => other.id !== entry.id))} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {editing && (
        <ExceptionDialog
          exception={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
          onDone={(next) => {
            if (editing === "new") onChange([...exceptions, next]);
            else replace(next);
            setEditing(null);
          }}
        />
      )}
    </Section>
  );
}
