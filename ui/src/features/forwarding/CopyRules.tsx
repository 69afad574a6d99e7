import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { bulkEdit, type BulkRow } from "../../api/many";
import { problemMessage } from "../../api/problems";
import { forwardingQuery } from "../../api/queries";
import type { Change, Id, Json, User } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import { inParts } from "../../design/works";
import { turned } from "../../lib/draft";
import { Trial } from "../many/Trial";
import { Members } from "../records/Members";
import styles from "../many/Many.module.css";
import { copyChanges, PIECES, type Piece } from "./copy";

const PART = 50;

/** Gives the rules of one person to others: what would change for each is shown before it happens, and it can be undone. */
export function CopyRules({ user, name, onClose }: { user: User; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const rules = useQuery(forwardingQuery(engine, user.id)).data;
  const [people, setPeople] = useState<readonly Id[]>([]);
  const [pieces, setPieces] = useState<readonly Piece[]>(["matrix", "exceptions"]);
  const [trial, setTrial] = useState<readonly BulkRow[] | null>(null);
  const changes = rules ? copyChanges({ forwarding: rules.forwarding as unknown as Json, office_hours: rules.office_hours as unknown as Json }, pieces) : [];
  const edit = (isTrial: boolean, edits: { id: Id; changes: Change[] }[]) => inParts(t("many.changing"), edits, PART, (part) => bulkEdit(engine, user.account_id, isTrial, part));
  const look = useMutation({ mutationFn: () => edit(true, people.map((id) => ({ id, changes }))), onSuccess: ({ results, isWhole }) => isWhole && setTrial(results) });
  const ready = (trial ?? []).filter((row) => row.changes.length > 0);
  const apply = useMutation({
    mutationFn: () => edit(false, ready.map((row) => ({ id: row.id, changes: row.changes as Change[] }))),
    onSuccess: ({ results }) => {
      const done = results.filter((row) => row.changes.length > 0);
      onClose();
      announce({
        tone: done.length === results.length ? "ok" : "danger",
        text: done.length === results.length ? t("many.changed", { count: done.length }) : t("many.partly", { done: done.length, failed: results.length - done.length }),
        action: { label: t("common.undo"), run: () => undo(done) },
      });
    },
  });
  const undo = async (done: readonly BulkRow[]) => {
    try {
      const { results } = await edit(false, done.map((row) => ({ id: row.id, changes: row.changes.map(turned) })));
      announce({ tone: "ok", text: t("many.undone", { count: results.length }) });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const problem = look.error ?? apply.error;
  return (
    <Dialog
      title={t("copyRules.title", { name })}
      width="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look={trial ? "plain" : "primary"} isDisabled={people.length === 0 || pieces.length === 0 || !rules || look.isPending} onPress={() => look.mutate()}>
            {t("many.look")}
          </Button>
          {trial && (
            <Button look="primary" isDisabled={ready.length === 0 || apply.isPending} onPress={() => apply.mutate()}>
              {t("many.apply", { count: ready.length })}
            </Button>
          )}
        </>
      }
    >
      {problem && <Notice tone="danger">{problemMessage(t, problem)}</Notice>}
      <Section title={t("copyRules.what")}>
        <div className={styles.stack}>
        {PIECES.map((piece) => (
          <Toggle
            key={piece}
            label={t(`copyRules.${piece}`)}
            isSelected={pieces.includes(piece)}
            onChange={(on) => {
              setPieces(PIECES.filter((other) => (other === piece ? on : pieces.includes(other))));
              setTrial(null);
            }}
          />
        ))}
        </div>
      </Section>
      <Section title={t("copyRules.whom")}>
        <Members
          accountId={user.account_id}
          ids={people}
          names={{}}
          frozen={false}
          onChange={(ids) => {
            setPeople(ids.filter((id) => id !== user.id));
            setTrial(null);
          }}
        />
      </Section>
      {trial && <Trial rows={trial} />}
    </Dialog>
  );
}
