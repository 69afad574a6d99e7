import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { importPhones, type PhoneImportLine, type PhoneImportRow } from "../../api/phones";
import { lineProblem, problemMessage } from "../../api/problems";
import { deleteRecord } from "../../api/records";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Icon } from "../../design/Icon";
import { announce } from "../../design/notices";
import { Select } from "../../design/Select";
import { Notice } from "../../design/states";
import many from "../many/Many.module.css";
import { PersonPicker } from "../records/PersonPicker";
import styles from "./Phones.module.css";

const VENDORS = ["Yealink", "Snom", "Fanvil", "Grandstream", "Poly"] as const;

/** Phones from a list of addresses, pasted or scanned; every line is tried, then those that fit are added. */
export function ImportPhones({ account, onClose }: { account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<{ readonly [text: string]: Omit<PhoneImportLine, "text"> }>({});
  const [trial, setTrial] = useState<readonly PhoneImportRow[] | null>(null);
  const texts = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const lines = (choice = chosen): PhoneImportLine[] => texts.map((line) => ({ text: line, ...choice[line] }));
  const look = useMutation({ mutationFn: (wanted: PhoneImportLine[]) => importPhones(engine, account.id, true, wanted), onSuccess: setTrial });
  const good = lines().filter((_, index) => trial?.[index] && !trial[index].problem);
  const choose = (line: string, more: Omit<PhoneImportLine, "text">) => {
    const next = { ...chosen, [line]: { ...chosen[line], ...more } };
    setChosen(next);
    look.mutate(lines(next));
  };
  const add = useMutation({
    mutationFn: () => importPhones(engine, account.id, false, good),
    onSuccess: (rows) => {
      const made = rows.flatMap((row) => row.id ?? []);
      onClose();
      announce({
        tone: made.length === rows.length ? "ok" : "danger",
        text: made.length === rows.length ? t("phones.added", { count: made.length }) : t("many.partly", { done: made.length, failed: rows.length - made.length }),
        action: { label: t("common.undo"), run: () => undo(made) },
      });
    },
  });
  const undo = async (made: readonly Id[]) => {
    try {
      for (const id of made) await deleteRecord(engine, "phone", id);
      announce({ tone: "ok", text: t("phones.takenBack", { count: made.length }) });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const problem = look.error ?? add.error;
  const bad = (trial ?? []).filter((row) => row.problem).length;
  return (
    <Dialog
      title={t("phones.importTitle", { name: account.name })}
      width="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button isDisabled={texts.length === 0 || look.isPending} look={trial ? "plain" : "primary"} onPress={() => look.mutate(lines())}>
            {t("many.tryLines", { count: texts.length })}
          </Button>
          {trial && (
            <Button look="primary" isDisabled={good.length === 0 || add.isPending} onPress={() => add.mutate()}>
              {t("phones.add", { count: good.length })}
            </Button>
          )}
        </>
      }
    >
      {problem && <Notice tone="danger">{problemMessage(t, problem)}</Notice>}
      <label htmlFor="import-phones">{t("phones.paste")}</label>
      <textarea
        id="import-phones"
        className={many.text}
        rows={5}
        dir="ltr"
        autoFocus
        spellCheck={false}
        placeholder={t("phones.example")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setTrial(null);
        }}
      />
      <p className={styles.hint}>{t("phones.pasteHint")}</p>
      {trial && (
        <>
          <p role="status" className={many.summary}>
            {t("phones.wouldAdd", { count: trial.length - bad })}
            {bad > 0 && ` ${t("many.wouldNot", { count: bad })}`}
          </p>
          <ol className={`${many.rows} ${styles.lines}`} aria-label={t("many.preview")}>
            {trial.map((row, index) => (
              <Line key={`${index} ${texts[index]}`} row={row} number={index + 1} accountId={account.id} onChoose={(more) => choose(texts[index] ?? "", more)} />
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

function Line({ row, number, accountId, onChoose }: { row: PhoneImportRow; number: number; accountId: Id; onChoose: (more: Omit<PhoneImportLine, "text">) => void }) {
  const { t } = useTranslation();
  const kind = [row.vendor, row.model].filter(Boolean).join(" ");
  return (
    <li className={many.row} data-bad={row.problem ? true : undefined}>
      <Icon name={row.problem ? "warning" : "check"} size={14} />
      <strong>{t("many.line", { number, name: row.name })}</strong>
      <bdi dir="ltr">{row.mac_address}</bdi>
      {row.problem ? (
        <span>{lineProblem(t, row.problem)}</span>
      ) : (
        <div className={styles.choices}>
          {row.vendor ? (
            <span className={styles.kind}>{kind}</span>
          ) : (
            <Select
              label={t("phones.vendorOf", { name: row.name })}
              labelHidden
              value=""
              onChange={(vendor) => onChoose({ vendor })}
              options={[{ value: "", label: t("phones.noVendorKnown") }, ...VENDORS.map((vendor) => ({ value: vendor as string, label: vendor }))]}
            />
          )}
          <PersonPicker
            stacked
            label={t("phones.personOf", { name: row.name })}
            accountId={accountId}
            name={row.owner}
            placeholder={t("records.nobody")}
            onPick={(person) => person && onChoose({ owner_id: person.id })}
          />
        </div>
      )}
    </li>
  );
}
