import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { importPeople, type ImportLine, type ImportRow } from "../../api/many";
import { deleteUser } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { announce } from "../../design/notices";
import { inParts } from "../../design/works";
import { Select } from "../../design/Select";
import { Notice } from "../../design/states";
import { parseCsv, shortened } from "../../lib/csv";
import { guess, linesOf, TARGETS, type Target } from "./columns";
import { ImportRows } from "./ImportRows";
import styles from "./Many.module.css";

/** How many lines are asked about at once: between two parts the work can be cancelled. */
const PART = 50;

/** People from a spreadsheet: its columns are given their meaning, every line is tried, then those that fit are added. */
export function ImportPeople({ account, onClose }: { account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [text, setText] = useState("");
  const table = useMemo(() => parseCsv(text), [text]);
  const [chosen, setChosen] = useState<readonly Target[] | null>(null);
  const [trial, setTrial] = useState<readonly ImportRow[] | null>(null);
  const heads = table[0] ?? [];
  const targets = chosen?.length === heads.length ? chosen : heads.map(guess);
  const lines = linesOf(table, targets);
  const [lost, ...alsoLost] = shortened(table);
  const forget = () => setTrial(null);
  const look = useMutation({ mutationFn: () => inParts(t("many.looking"), lines, PART, (part, before: readonly ImportRow[]) => importPeople(engine, account.id, true, part, before.filter((row) => !row.problem).length)), onSuccess: ({ results, isWhole }) => isWhole && setTrial(results) });
  const good = lines.filter((_, index) => trial?.[index] && !trial[index].problem);
  const add = useMutation({
    mutationFn: (wanted: ImportLine[]) => inParts(t("many.adding"), wanted, PART, (part) => importPeople(engine, account.id, false, part)),
    onSuccess: ({ results: rows }) => {
      const made = rows.flatMap((row) => row.id ?? []);
      onClose();
      announce({
        tone: made.length === rows.length ? "ok" : "danger",
        text: made.length === rows.length ? t("many.added", { count: made.length }) : t("many.partly", { done: made.length, failed: rows.length - made.length }),
        action: { label: t("common.undo"), run: () => undo(made) },
      });
    },
  });
  const undo = async (made: readonly Id[]) => {
    try {
      await inParts(t("many.takingBack"), made, 1, async ([id]) => (id ? [await deleteUser(engine, id)] : []));
      announce({ tone: "ok", text: t("many.takenBack", { count: made.length }) });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const problem = look.error ?? add.error;
  return (
    <Dialog
      title={t("many.importTitle", { name: account.name })}
      width="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button isDisabled={lines.length === 0 || lost !== undefined || look.isPending} look={trial ? "plain" : "primary"} onPress={() => look.mutate()}>
            {t("many.tryLines", { count: lines.length })}
          </Button>
          {trial && (
            <Button look="primary" isDisabled={good.length === 0 || add.isPending} onPress={() => add.mutate(good)}>
              {t("many.add", { count: good.length })}
            </Button>
          )}
        </>
      }
    >
      {problem && <Notice tone="danger">{problemMessage(t, problem)}</Notice>}
      {lost && <Notice tone="danger">{t("many.shortened", { ...lost, count: alsoLost.length + 1 })}</Notice>}
      <div className={styles.source}>
        <label htmlFor="import-text">{t("many.paste")}</label>
        <FileTrigger
          acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]}
          onSelect={(files) => {
            void files?.[0]?.text().then((read) => {
              setText(read);
              forget();
            });
          }}
        >
          <Button icon="upload">{t("many.file")}</Button>
        </FileTrigger>
      </div>
      <textarea
        id="import-text"
        className={styles.text}
        rows={5}
        dir="auto"
        spellCheck={false}
        placeholder={t("many.example")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          forget();
        }}
      />
      {heads.length > 0 && (
        <fieldset className={styles.mapping}>
          <legend>{t("many.mapping")}</legend>
          {heads.map((head, index) => (
            <div key={`${index} ${head}`}>
              <span className={styles.head} title={table[1]?.[index]}>
                {head || t("many.column", { number: index + 1 })}
              </span>
              <Select
                label={t("many.means", { column: head })}
                labelHidden
                value={targets[index] ?? ""}
                onChange={(target) => {
                  setChosen(targets.map((old, place) => (place === index ? target : old)));
                  forget();
                }}
                options={TARGETS.map((target) => ({ value: target, label: target === "" ? t("many.leaveOut") : t(`fields.${target}`) }))}
              />
            </div>
          ))}
        </fieldset>
      )}
      {trial && <ImportRows rows={trial} />}
    </Dialog>
  );
}
