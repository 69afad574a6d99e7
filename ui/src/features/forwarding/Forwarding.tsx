import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editForwarding } from "../../api/mutations";
import { forwardingQuery } from "../../api/queries";
import type { Exception, Id, Json, UserForwarding } from "../../api/types";
import { Failed, Loading, Notice } from "../../design/states";
import { useDraft } from "../../lib/draft";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { Exceptions } from "./Exceptions";
import { OwnHours } from "./OwnHours";
import { RuleMatrix } from "./RuleMatrix";

/** What happens to a person's calls: the matrix, the exceptions, the hours it means. */
export function Forwarding({ userId }: { userId: Id }) {
  const engine = useEngine();
  const query = useQuery(forwardingQuery(engine, userId));
  if (query.isPending) return <Loading rows={9} />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Editor userId={userId} record={query.data} />;
}

function Editor({ userId, record }: { userId: Id; record: UserForwarding }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(record);
  const placeName = useFieldName();
  const valueName = useValueName();
  const key = forwardingQuery(engine, userId).queryKey;
  const exceptions = (draft.value("/forwarding/exceptions") as Exception[] | undefined) ?? [];
  return (
    <>
      {!record.may_edit && <Notice tone="info">{t("forwarding.readOnly")}</Notice>}
      <RuleMatrix draft={draft} mayEdit={record.may_edit} />
      <Exceptions
        exceptions={exceptions}
        mayEdit={record.may_edit}
        changed={draft.changed("/forwarding/exceptions")}
        onChange={(next) => draft.set("/forwarding/exceptions", next.length > 0 ? (next as unknown as Json) : undefined)}
      />
      <OwnHours draft={draft} record={record} />
      <SaveBar
        draft={draft}
        save={(changes) => editForwarding(engine, userId, changes)}
        onSaved={(saved) => queries.setQueryData(key, saved)}
        onClash={() => void queries.invalidateQueries({ queryKey: key })}
        placeName={placeName}
        valueName={valueName}
      />
    </>
  );
}
