import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useEngine } from "../../api/context";
import { meetingsQuery, type MeetingRow } from "../../api/meetings";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import { Empty } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import { Digits, Faint, Strong } from "../lists/cells";
import { ListPane } from "../lists/ListPane";
import { useListState } from "../lists/list-search";
import { useFew } from "../lists/use-few";
import type { Rows } from "../lists/use-rows";
import { NewMeeting } from "./NewMeeting";
import { Room } from "./Room";
import { RoomStatus } from "./RoomStatus";

const STANDARD = ["subject", "status", "extension_number", "scheduled_start_at", "owner", "mode"];

/** The rooms of the account; the one that is open is run beside the list. */
export function Meetings({ account }: { account: Account }) {
  const { t } = useTranslation();
  const state = useListState();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const rows = useMeetingRows(account.id);
  const name = String(account.fields["name"] ?? "");
  const mayCreate = account.may.edit || session?.account.id === account.id;
  const add = mayCreate ? (
    <Button icon="plus" look={rows.total === 0 ? "primary" : "plain"} onPress={() => setAdding(true)}>
      {t("meetings.new")}
    </Button>
  ) : null;
  return (
    <>
      <ListPane
        label={t("meetings.listOf", { name })}
        columns={useMeetingColumns()}
        standard={STANDARD}
        sortedBy="subject"
        rows={rows}
        count={(matched, total) => (matched === total ? t("meetings.count", { count: total }) : t("lists.countOf", { matched: matched.toLocaleString(), total: total.toLocaleString() }))}
        onOpen={(row) => state.set({ open: row.id })}
        actions={rows.total ? add : null}
        empty={
          <Empty icon="people" title={t("meetings.empty")} action={add}>
            {t("meetings.emptyHint")}
          </Empty>
        }
        inspector={state.open && <Room key={state.open} id={state.open} />}
      />
      {adding && <NewMeeting account={account} onClose={() => setAdding(false)} />}
    </>
  );
}

const SEARCHED = ["subject", "owner", "extension_number"] as const;
const textOf = (row: MeetingRow, column: string): string => String(row[column as keyof MeetingRow] ?? "");

/** Rooms are few. */
function useMeetingRows(accountId: string): Rows<MeetingRow> {
  const query = useQuery(meetingsQuery(useEngine(), accountId));
  return useFew({ all: query.data?.rows, error: query.error, retry: () => void query.refetch(), text: textOf, searched: SEARCHED, sortedBy: "subject" }).rows;
}

function useMeetingColumns(): GridColumn<MeetingRow>[] {
  const { t } = useTranslation();
  return [
    { id: "subject", label: t("columns.subject"), width: 170, share: 3, draw: (row) => <Strong>{row.subject}</Strong> },
    { id: "status", label: t("columns.status"), width: 120, draw: (row) => <RoomStatus status={row.status} seated={row.seated} /> },
    { id: "extension_number", label: t("columns.extension_number"), width: 96, draw: (row) => <Digits>{row.extension_number}</Digits> },
    { id: "scheduled_start_at", label: t("columns.scheduled_start_at"), width: 150, draw: (row) => <Faint>{row.scheduled_start_at ? formatDateTime(row.scheduled_start_at) : ""}</Faint> },
    { id: "owner", label: t("columns.owner"), width: 120, share: 1, draw: (row) => <Faint>{row.owner}</Faint> },
    { id: "mode", label: t("columns.mode"), width: 104, draw: (row) => <Faint>{t(row.mode === "video" ? "meetings.video" : "meetings.audio")}</Faint> },
  ];
}
