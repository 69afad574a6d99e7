import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leaveNote, type Call, type Person } from "../../api/kiosk";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import type { KioskStore } from "../store";
import styles from "./Panels.module.css";
import { useDeed } from "./use-deed";

/** A note for a colleague; about the caller, if somebody calls. It stands among his messages. */
export function Note({ store, person, call, onDone }: { store: KioskStore; person: Person; call: Call | undefined; onDone: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [caller, setCaller] = useState(call?.party.number ?? "");
  const [name, setName] = useState(call?.party.name ?? "");
  const { busy, failed, run } = useDeed();
  const save = async () => {
    if (await run(() => leaveNote(store.engine, person.id, { text, caller, caller_name: name }))) onDone(t("kiosk.noteLeft", { who: person.name }));
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
      <Field stacked autoFocus label={t("kiosk.noteText")} value={text} onChange={setText} maxLength={2000} errors={failed ? [failed] : []} />
      <div className={styles.two}>
        <Field stacked label={t("kiosk.noteCaller")} value={name} onChange={setName} maxLength={128} />
        <Field stacked label={t("kiosk.noteNumber")} value={caller} onChange={setCaller} maxLength={64} />
      </div>
      <Button look="primary" type="submit" isDisabled={busy || !text.trim()}>
        {t("kiosk.leaveNote")}
      </Button>
    </form>
  );
}
