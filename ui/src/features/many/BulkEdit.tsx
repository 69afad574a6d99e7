import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { bulkEdit, type BulkRow } from "../../api/many";
import { problemMessage } from "../../api/problems";
import type { Change, Id, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field, Row } from "../../design/Field";
import { announce } from "../../design/notices";
import { inParts } from "../../design/works";
import { Select } from "../../design/Select";
import { Notice } from "../../design/states";
import { turned } from "../../lib/draft";
import { LanguageField } from "../editing/LanguageField";
import { TimezoneField } from "../editing/TimezoneField";
import { Trial } from "./Trial";

/** How many people are asked about at once: between two parts the work can be cancelled. */
const PART = 100;
const TEXTS = ["department", "job_title", "work_phone", "presence_note"] as const;
const FIELDS = [...TEXTS, "timezone", "language", "presence", "enabled"] as const;
type FieldName = (typeof FIELDS)[number];
const PRESENCES = ["available", "away", "lunch", "business_trip"] as const;

/** One field of many people: what would change is shown line by line, then it happens, and it can be taken back. */
export function BulkEdit({ accountId, ids, onClose, onDone }: { accountId: Id; ids: readonly Id[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [name, setName] = useState<FieldName>("department");
  const [value, setValue] = useState("");
  const [trial, setTrial] = useState<readonly BulkRow[] | null>(null);
  const to = (): Json | undefined => (name === "enabled" ? value !== "false" : value.trim() || undefined);
  const change = (): Change => {
    const wanted = to();
    return { path: `/${name}`, ...(wanted === undefined ? {} : { to: wanted }) };
  };
  const look = useMutation({ mutationFn: () => inParts(t("many.looking"), ids.map((id) => ({ id, changes: [change()] })), PART, (part) => bulkEdit(engine, accountId, true, part)), onSuccess: ({ results, isWhole }) => isWhole && setTrial(results) });
  const ready = (trial ?? []).filter((row) => row.changes.length > 0);
  const apply = useMutation({
    mutationFn: () => inParts(t("many.changing"), ready.map((row) => ({ id: row.id, changes: row.changes as Change[] })), PART, (part) => bulkEdit(engine, accountId, false, part)),
    onSuccess: ({ results: rows }) => {
      const done = rows.filter((row) => row.changes.length > 0);
      const failed = rows.filter((row) => row.problem);
      onDone();
      announce({
        tone: failed.length > 0 ? "danger" : "ok",
        text: failed.length > 0 ? t("many.partly", { done: done.length, failed: failed.length }) : t("many.changed", { count: done.length }),
        action: { label: t("common.undo"), run: () => undo(done) },
      });
    },
  });
  const undo = async (done: readonly BulkRow[]) => {
    try {
      const back = done.map((row) => ({ id: row.id, changes: row.changes.map(turned) }));
      const { results: rows } = await inParts(t("many.changing"), back, PART, (part) => bulkEdit(engine, accountId, false, part));
      const failed = rows.filter((row) => row.problem).length;
      announce({ tone: failed > 0 ? "danger" : "ok", text: failed > 0 ? t("many.partly", { done: rows.length - failed, failed }) : t("many.undone", { count: rows.length }) });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const forget = () => setTrial(null);
  const problem = look.error ?? apply.error;
  return (
    <Dialog
      title={t("many.bulkTitle", { count: ids.length })}
      width="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button isDisabled={look.isPending} look={trial ? "plain" : "primary"} onPress={() => look.mutate()}>
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
      <Row label={t("many.field")}>
        <Select
          label={t("many.field")}
          labelHidden
          value={name}
          onChange={(next) => {
            setName(next);
            setValue(next === "enabled" ? "true" : next === "presence" ? "available" : "");
            forget();
          }}
          options={FIELDS.map((field) => ({ value: field, label: t(`fields.${field}`) }))}
        />
      </Row>
      <ValueOf
        name={name}
        value={value}
        onChange={(next) => {
          setValue(next);
          forget();
        }}
      />
      {trial && <Trial rows={trial} />}
    </Dialog>
  );
}

function ValueOf({ name, value, onChange }: { name: FieldName; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const label = t("many.value");
  if (name === "timezone") return <TimezoneField label={label} value={value} onChange={onChange} placeholder={t("users.likeAccount")} />;
  if (name === "language") return <LanguageField label={label} value={value} onChange={onChange} isDisabled={false} />;
  if (name === "presence" || name === "enabled") {
    const options =
      name === "presence"
        ? PRESENCES.map((state) => ({ value: state as string, label: t(`states.${state}`) }))
        : [
            { value: "true", label: t("common.yes") },
            { value: "false", label: t("common.no") },
          ];
    return (
      <Row label={label}>
        <Select label={label} labelHidden value={value} onChange={onChange} options={options} />
      </Row>
    );
  }
  return <Field label={label} hint={t("many.emptyHint")} value={value} onChange={onChange} autoFocus />;
}
