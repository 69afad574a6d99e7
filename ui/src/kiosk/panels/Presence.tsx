import { useState } from "react";
import { useTranslation } from "react-i18next";
import { setPresence, type Person, type PresenceName } from "../../api/kiosk";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Icon } from "../../design/Icon";
import type { KioskStore } from "../store";
import styles from "./Panels.module.css";
import { useDeed } from "./use-deed";

const NAMES: readonly PresenceName[] = ["available", "away", "lunch", "business_trip", "do_not_disturb"];

/** What a colleague says, set for him; the digits choose. */
export function Presence({ store, person, onDone }: { store: KioskStore; person: Person; onDone: (text: string) => void }) {
  const { t } = useTranslation();
  const [presence, choose] = useState(NAMES.find((name) => name === person.presence) ?? "available");
  const [note, setNote] = useState(person.note);
  const { busy, failed, run } = useDeed();
  const save = async () => {
    if (await run(() => setPresence(store.engine, person.id, { presence, note }))) onDone(t("kiosk.presenceSet", { who: person.name }));
  };
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div
        role="radiogroup"
        aria-label={t("kiosk.says")}
        className={styles.choices}
        onKeyDown={(event) => {
          const number = NAMES[Number(event.key) - 1];
          const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key] ?? 0;
          const next = number ?? (step === 0 ? undefined : NAMES[(NAMES.indexOf(presence) + step + NAMES.length) % NAMES.length]);
          if (!next) return;
          event.preventDefault();
          choose(next);
          event.currentTarget.querySelector<HTMLElement>(`[data-name="${next}"]`)?.focus();
        }}
      >
        {NAMES.map((name, index) => (
          <button key={name} type="button" role="radio" data-name={name} aria-checked={presence === name} tabIndex={presence === name ? 0 : -1} autoFocus={presence === name} onClick={() => choose(name)}>
            <kbd>{index + 1}</kbd>
            <Icon name={name} size={18} />
            {t(`states.${name}`)}
          </button>
        ))}
      </div>
      <Field stacked label={t("kiosk.note")} value={note} onChange={setNote} maxLength={255} errors={failed ? [failed] : []} />
      <Button look="primary" type="submit" isDisabled={busy}>
        {t("kiosk.set")}
      </Button>
    </form>
  );
}
