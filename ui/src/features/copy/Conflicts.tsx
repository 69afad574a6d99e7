import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Conflict, settleConflict, undoEntry } from "../../api/copy";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import type { Json } from "../../api/types";
import { announce } from "../../design/notices";
import { formatDateTime } from "../../i18n/format";
import { useFieldName } from "../editing/names";
import { Settling, UnsettledRecord } from "../editing/Settling";
import { kindName } from "./words";

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
        <UnsettledRecord key={group[0]!.record_id} label={group[0]!.label} kind={kindName(t, group[0]!.kind)}>
          {group.map((conflict) => (
            <One
              key={conflict.id}
              conflict={conflict}
              busy={settle.isPending}
              onSettle={(choice, value) => settle.mutate({ id: conflict.id, choice, ...(value === undefined ? {} : { value }) })}
              onUndo={last === undefined ? undefined : () => undo.mutate(last)}
            />
          ))}
        </UnsettledRecord>
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
  const isField = conflict.reason === "field" || conflict.reason === "combined_invalid";
  const name = fieldName(conflict.path);
  const by = (who: string | null | undefined, at: string | null | undefined) => (
    <>
      {who && <bdi>{who}</bdi>}
      {who && at && " · "}
      {at && <bdi>{formatDateTime(at)}</bdi>}
    </>
  );
  return (
    <Settling
      label={conflict.label}
      path={conflict.path}
      name={name}
      before={{ title: t("copy.before"), value: conflict.base }}
      theirs={{ title: t("copy.theirs"), value: conflict.theirs, who: by(conflict.theirs_by, conflict.theirs_at) }}
      mine={{ title: conflict.own ? t("copy.mine") : t("copy.anothers"), value: conflict.mine, who: by(conflict.mine_by, conflict.made) }}
      isShown={isField || conflict.reason === "moved_elsewhere"}
      mayEdit={isField}
      isBusy={busy}
      onSettle={onSettle}
      onUndo={onUndo}
    >
      <strong>{isField ? name : t(`copy.reason_${conflict.reason as "edited_while_deleted"}`)}</strong>
      {conflict.reason === "combined_invalid" && <p>{t("copy.reason_combined_invalid")}</p>}
    </Settling>
  );
}
