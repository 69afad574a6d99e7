import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Conflict, settleConflict, undoEntry } from "../../api/copy";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import type { Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { announce } from "../../design/notices";
import { formatDateTime } from "../../i18n/format";
import styles from "./Copy.module.css";
import { useFieldName, useValueName } from "../editing/names";
import { kindName } from "./words";

const TYPING = "input, textarea, select";

/** Two changes that did not meet, by record: what was there, theirs, mine. A person decides; nothing is lost meanwhile. */
export function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["copy"] });
  const failed = (error: unknown) => announce({ tone: "danger", text: problemMessage(t, error) });
  const undo = useMutation({ mutationFn: (no: number) => undoEntry(engine, no), onSuccess: refresh, onError: failed });
  const [last, setLast] = useState<number>();
  const settle = useMutation({
    mutationFn: ({ id, choice, value }: { id: string; choice: "theirs" | "mine" | "edited"; value?: Json }) => settleConflict(engine, id, choice, value),
    onSuccess: async ({ no }) => {
      setLast(no);
      announce({ tone: "ok", text: t("copy.settled"), action: { label: t("common.undo"), run: () => undo.mutate(no) } });
      await refresh();
    },
    onError: failed,
  });
  const records = new Map<string, Conflict[]>();
  for (const conflict of conflicts) records.set(conflict.record_id, [...(records.get(conflict.record_id) ?? []), conflict]);
  return (
    <>
      {[...records.values()].map((group) => (
        <article key={group[0]!.record_id} className={styles.record}>
          <header>
            <strong>{group[0]!.label}</strong>
            <span>{kindName(t, group[0]!.kind)}</span>
          </header>
          {group.map((conflict) => (
            <One
              key={conflict.id}
              conflict={conflict}
              busy={settle.isPending}
              onSettle={(choice, value) => settle.mutate({ id: conflict.id, choice, ...(value === undefined ? {} : { value }) })}
              onUndo={last === undefined ? undefined : () => undo.mutate(last)}
            />
          ))}
        </article>
      ))}
    </>
  );
}

interface OneProps {
  conflict: Conflict;
  busy: boolean;
  onSettle: (choice: "theirs" | "mine" | "edited", value?: Json) => void;
  onUndo: (() => void) | undefined;
}

function One({ conflict, busy, onSettle, onUndo }: OneProps) {
  const { t } = useTranslation();
  const fieldName = useFieldName();
  const [typed, setTyped] = useState<string>();
  const isField = conflict.reason === "field" || conflict.reason === "combined_invalid";
  const known = conflict.mine ?? conflict.theirs ?? conflict.base;
  const editable = isField && (known === undefined || typeof known === "string" || typeof known === "number");
  const edit = () => editable && setTyped(conflict.mine === undefined ? "" : String(conflict.mine));
  const finish = () => typed !== undefined && onSettle("edited", typeof known === "number" ? Number(typed) : typed);
  const keys: { [key: string]: () => void } = { t: () => onSettle("theirs"), m: () => onSettle("mine"), e: edit, u: () => onUndo?.() };
  const onKey = (event: React.KeyboardEvent) => {
    const run = keys[event.key.toLowerCase()];
    if (!run || busy || event.ctrlKey || event.altKey || event.metaKey || (event.target as Element).closest(TYPING)) return;
    event.preventDefault();
    run();
  };
  const by = (name: string | null | undefined, at: string | null | undefined) => (
    <>
      {name && <bdi>{name}</bdi>}
      {name && at && " · "}
      {at && <bdi>{formatDateTime(at)}</bdi>}
    </>
  );
  return (
    <div className={styles.conflict} role="group" tabIndex={0} onKeyDown={onKey} aria-label={`${conflict.label}: ${fieldName(conflict.path)}`}>
      <div className={styles.side}>
        <strong>{isField ? fieldName(conflict.path) : t(`copy.reason_${conflict.reason as "edited_while_deleted"}`)}</strong>
        {conflict.reason === "combined_invalid" && <p className={styles.who}>{t("copy.reason_combined_invalid")}</p>}
      </div>
      <Side title={t("copy.before")} value={conflict.base} shown={isField || conflict.reason === "moved_elsewhere"} />
      <Side title={t("copy.theirs")} value={conflict.theirs} who={by(conflict.theirs_by, conflict.theirs_at)} shown={isField || conflict.reason === "moved_elsewhere"} />
      <Side title={conflict.own ? t("copy.mine") : t("copy.anothers")} value={conflict.mine} who={by(conflict.mine_by, conflict.made)} shown={isField || conflict.reason === "moved_elsewhere"} />
      <div className={styles.choices}>
        {typed === undefined ? (
          <>
            <Button isDisabled={busy} onPress={() => onSettle("theirs")}>
              {t("copy.takeTheirs")}
              <kbd>T</kbd>
            </Button>
            <Button isDisabled={busy} onPress={() => onSettle("mine")}>
              {t("copy.takeMine")}
              <kbd>M</kbd>
            </Button>
            {editable && (
              <Button isDisabled={busy} look="quiet" onPress={edit}>
                {t("copy.edit")}
                <kbd>E</kbd>
              </Button>
            )}
            {onUndo && (
              <Button look="quiet" icon="undo" onPress={onUndo}>
                {t("copy.undoLast")}
                <kbd>U</kbd>
              </Button>
            )}
          </>
        ) : (
          <form
            className={styles.choices}
            onSubmit={(event) => {
              event.preventDefault();
              finish();
            }}
          >
            <Field stacked autoFocus label={fieldName(conflict.path)} value={typed} onChange={setTyped} />
            <Button type="submit" look="primary" isDisabled={busy}>
              {t("copy.takeEdited")}
            </Button>
            <Button look="quiet" onPress={() => setTyped(undefined)}>
              {t("common.cancel")}
            </Button>
          </form>
        )}
      </div>
    </div>
  );
}

function Side({ title, value, who, shown }: { title: string; value: Json | undefined; who?: React.ReactNode; shown: boolean }) {
  const valueName = useValueName();
  return (
    <div className={styles.side}>
      <h4>{title}</h4>
      {shown && (
        <p className={styles.value}>
          <bdi>{valueName("", value)}</bdi>
        </p>
      )}
      {who && <p className={styles.who}>{who}</p>}
    </div>
  );
}
