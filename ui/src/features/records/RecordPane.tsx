import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "../../app/later";
import { useEngine } from "../../api/context";
import { problemMessage, type Problem } from "../../api/problems";
import { deleteRecord, editRecord, recordQuery, restoreRecord, type AnyRecord, type RecordKind } from "../../api/records";
import type { Change, Id } from "../../api/types";
import { Button } from "../../design/Button";
import { announce } from "../../design/notices";
import { Failed, Loading } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import { useDraft } from "../../lib/draft";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { Inspector } from "../lists/Inspector";
import { useListState } from "../lists/list-search";
import { Segments } from "../lists/Segments";
import { PhoneFileSection } from "../phones/PhoneFileSection";
import { FORMS } from "./forms";
import { ICONS } from "./kinds";
import styles from "./Records.module.css";

const AllFields = later(async () => (await import("../all-fields/AllFields")).AllFields<AnyRecord>, <Loading />);
const PARTS = ["daily", "all"] as const;

/** The record that is open beside its list. */
export function RecordPane({ kind, id }: { kind: RecordKind; id: Id }) {
  const { t } = useTranslation();
  const query = useQuery(recordQuery(useEngine(), kind, id));
  if (query.isPending) {
    return (
      <Inspector icon={ICONS[kind]} title={t("common.loading")}>
        <Loading rows={5} />
      </Inspector>
    );
  }
  if (query.isError) {
    return (
      <Inspector icon={ICONS[kind]} title={t(`records.${kind}`)}>
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      </Inspector>
    );
  }
  return <OpenRecord key={id} record={query.data} />;
}

function OpenRecord({ record }: { record: AnyRecord }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(record.fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const placeName = useFieldName();
  const valueName = useValueName();
  const { kind, id } = record;
  const key = recordQuery(engine, kind, id).queryKey;
  const FieldsOfKind = FORMS[kind];
  const [part, setPart] = useState<(typeof PARTS)[number]>("daily");
  const saving = {
    save: (changes: Change[]) => editRecord(engine, kind, id, changes),
    onSaved: (saved: AnyRecord) => queries.setQueryData(key, saved),
    onClash: () => void queries.invalidateQueries({ queryKey: key }),
  };
  const parts = <Segments label={record.label} options={PARTS.map((name) => ({ value: name, label: t(`allFields.${name}`) }))} value={part} onChange={setPart} isDisabled={draft.dirty} />;
  if (part === "all") {
    return (
      <Inspector icon={ICONS[kind]} title={record.label}>
        {parts}
        <AllFields kind={kind} fields={record.fields} frozen={!record.may_edit} {...saving} />
      </Inspector>
    );
  }
  return (
    <Inspector icon={ICONS[kind]} title={record.label} actions={record.may_edit && <DeleteButton record={record} />}>
      {parts}
      <FieldsOfKind record={record} draft={draft} problem={problem} />
      {kind === "phone" && record.may_edit && <PhoneFileSection record={record} />}
      <dl className={styles.meta}>
        <dt>{t("fields.modified")}</dt>
        <dd>{formatDateTime(record.modified)}</dd>
        <dt>{t("fields.id")}</dt>
        <dd>
          <bdi dir="ltr">{id}</bdi>
        </dd>
      </dl>
      <SaveBar
        draft={draft}
        {...saving}
        placeName={placeName}
        valueName={valueName}
        onProblem={setProblem}
      />
    </Inspector>
  );
}

/** Deleting is undone more quickly than a question is answered, so none is asked. */
function DeleteButton({ record: { kind, id, label } }: { record: AnyRecord }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const complain = (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) });
  const bringBack = async () => {
    try {
      await restoreRecord(engine, kind, id);
      announce({ tone: "ok", text: t("accounts.restored", { name: label }) });
      state.set({ open: id });
    } catch (error) {
      complain(error);
    }
  };
  const remove = useMutation({
    mutationFn: () => deleteRecord(engine, kind, id),
    onSuccess: () => {
      state.set({ open: undefined });
      announce({ tone: "ok", text: t("accounts.deleted", { name: label }), action: { label: t("common.undo"), run: bringBack } });
    },
    onError: complain,
  });
  return <Button look="quiet" icon="trash" aria-label={t("records.delete", { name: label })} isDisabled={remove.isPending} onPress={() => remove.mutate()} />;
}
