import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordKind } from "../../api/records";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import { Empty } from "../../design/states";
import { Export } from "../lists/Export";
import { ListPane } from "../lists/ListPane";
import { useListState } from "../lists/list-search";
import { useList, useListReader } from "../lists/use-list";
import { ICONS, STANDARD, useRecordColumns } from "./kinds";
import { ImportPhones } from "../phones/ImportPhones";
import { NewRecord } from "./NewRecord";
import { RecordPane } from "./RecordPane";

/** One list of an account with the open record beside it. */
export function Records({ account, kind }: { account: Account; kind: RecordKind }) {
  const { t } = useTranslation();
  const state = useListState();
  const rows = useList(account.id, kind);
  const read = useListReader(account.id, kind);
  const columns = useRecordColumns(kind);
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const name = String(account.fields["name"] ?? "");
  const add = account.may.edit ? (
    <>
      <Button icon="plus" look={rows.total === 0 ? "primary" : "plain"} onPress={() => setAdding(true)}>
        {t(`records.new_${kind}`)}
      </Button>
      {kind === "phone" && (
        <Button icon="upload" onPress={() => setImporting(true)}>
          {t("phones.import")}
        </Button>
      )}
    </>
  ) : null;
  return (
    <>
      <ListPane
        label={t(`records.listOf_${kind}`, { name })}
        columns={columns}
        standard={STANDARD[kind]}
        sortedBy="name"
        rows={rows}
        count={(matched, total) =>
          matched === total ? t(`records.count_${kind}`, { count: total }) : t("lists.countOf", { matched: matched.toLocaleString(), total: total.toLocaleString() })
        }
        onOpen={(row) => state.set({ open: row.id })}
        actions={
          rows.total ? (
            <>
              {add}
              <Export read={read} name={`${name} - ${t(`records.file_${kind}`)}`} columns={columns} />
            </>
          ) : null
        }
        empty={
          <Empty icon={ICONS[kind]} title={t(`records.empty_${kind}`)} action={add}>
            {t(`records.emptyHint_${kind}`)}
          </Empty>
        }
        inspector={state.open && <RecordPane key={state.open} kind={kind} id={state.open} />}
      />
      {importing && <ImportPhones account={{ id: account.id, name }} onClose={() => setImporting(false)} />}
      {adding && <NewRecord kind={kind} account={{ id: account.id, name }} onClose={() => setAdding(false)} />}
    </>
  );
}
