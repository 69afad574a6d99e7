import { useMutation } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../app/shortcuts";
import { noteSaved, useUnsaved } from "../../app/unsaved";
import { asProblem, Problem, problemMessage } from "../../api/problems";
import type { Change, Clash, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { Icon } from "../../design/Icon";
import { asEdit, asQuestions, settle, type Changes, type Draft } from "../../lib/draft";
import { ClashList } from "./ClashList";
import { RecordState } from "./RecordState";
import styles from "./SaveBar.module.css";

interface SaveBarProps<Saved> {
  draft: Draft;
  save: (changes: Change[]) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  /** Reads the record as it is now, after a clash. */
  onClash: () => void;
  /** A place and a value in words, for the list of clashes. */
  placeName: (path: string) => string;
  valueName: (path: string, value: Json | undefined) => string;
  /** Lets the fields show what is wrong with them. */
  onProblem?: (problem: Problem | null) => void;
}

/** "Unsaved changes": save, discard, settle clashes, and a question before leaving with something typed. */
export function SaveBar<Saved>({ draft, save, onSaved, onClash, placeName, valueName, onProblem }: SaveBarProps<Saved>) {
  const { t } = useTranslation();
  useUnsaved(draft.dirty);
  const [asked, setAsked] = useState<readonly Clash[]>([]);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const saving = useMutation({
    mutationFn: (changes: Changes) => save(asEdit(changes)),
    onSuccess: (saved, changes) => {
      draft.saved(changes);
      setSavedAt(new Date());
      noteSaved(true);
      onProblem?.(null);
      onSaved(saved);
    },
    onError: (error, changes) => {
      noteSaved(false);
      const problem = asProblem(error);
      onProblem?.(problem);
      if (problem.code !== "conflict") return;
      setAsked(asQuestions(changes, problem.clashes));
      onClash();
    },
  });
  const problem = draft.dirty && saving.error ? asProblem(saving.error) : null;
  const refused = problem?.code === "conflict" ? asked.filter((clash) => touches(draft, clash)) : [];
  // What is known to be changed elsewhere is asked at once, not only when saving fails.
  const clashes = [...refused, ...draft.overtaken.filter((one) => !refused.some((other) => other.path === one.path))];
  const run = () => {
    if (draft.dirty && !saving.isPending && clashes.length === 0) saving.mutate(draft.changes);
  };
  useShortcut("save", run, draft.dirty);
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => draft.dirty && leaves(current, next), enableBeforeUnload: () => draft.dirty, withResolver: true });
  const discard = () => {
    saving.reset();
    onProblem?.(null);
    draft.discard();
  };
  const choose = (clash: Clash, choice: "mine" | "theirs") => {
    draft.replace(settle(draft.changes, clash, choice));
    setAsked(asked.filter((other) => other !== clash));
  };

  return (
    <>
      {draft.dirty && (
        <div className={styles.bar} role="region" aria-label={t("edit.unsaved")}>
          {clashes.length > 0 && <ClashList clashes={clashes} placeName={placeName} valueName={valueName} onChoose={choose} />}
          {draft.movedOn && clashes.length === 0 && (
            <p className={styles.elsewhere} role="status">
              <Icon name="people" />
              {t("edit.elsewhere")}
            </p>
          )}
          {problem && problem.code !== "conflict" && (
            <p className={styles.problem} role="alert">
              <Icon name="warning" />
              {problemMessage(t, problem)}
            </p>
          )}
          <div className={styles.line}>
            <span className={styles.dot} aria-hidden="true" />
            <strong className={styles.text}>{t("edit.unsavedCount", { count: Object.keys(draft.changes).length })}</strong>
            <RecordState state={saving.isPending ? "waiting" : problem ? "failed" : "unsaved"} />
            <Button onPress={discard}>{t("edit.discard")}</Button>
            <Button look="primary" icon="check" isDisabled={saving.isPending || clashes.length > 0} onPress={run}>
              {t("edit.save")}
            </Button>
          </div>
        </div>
      )}
      {!draft.dirty && savedAt && (
        <div className={styles.savedLine}>
          <RecordState state="saved" at={savedAt} />
        </div>
      )}
      {blocker.status === "blocked" && (
        <ConfirmDialog
          title={t("edit.leaveTitle")}
          onClose={blocker.reset}
          action={t("edit.leaveDiscard")}
          keep={t("edit.stay")}
          onConfirm={() => {
            discard();
            blocker.proceed();
          }}
        >
          <p>{t("edit.leaveText")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

interface Place {
  pathname: string;
  search: unknown;
}

/** Searching and sorting a list beside the record leaves the record where it is. */
const leaves = (from: Place, to: Place): boolean => from.pathname !== to.pathname || (from.search as { open?: string }).open !== (to.search as { open?: string }).open;

const touches = (draft: Draft, clash: Clash): boolean =>
  Object.keys(draft.changes).some((path) => `${path}/`.startsWith(`${clash.path}/`) || clash.path.startsWith(`${path}/`));
