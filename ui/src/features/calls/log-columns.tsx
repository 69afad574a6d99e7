/** What the lists of calls, recordings and messages show. */
import { useTranslation } from "react-i18next";
import type { LogKind } from "../../api/logs";
import type { ListRow } from "../../api/records";
import { Chip, type Tone } from "../../design/Chip";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import type { IconName } from "../../design/Icon";
import { formatDateTime } from "../../i18n/format";
import { cellText, Digits, Faint, Strong } from "../lists/cells";
import type { Filter } from "../lists/ListBar";
import { duration } from "./span";

export const LOG_ICONS: { readonly [kind in LogKind]: IconName } = { call: "phone", recording: "record", message: "message" };

export const LOG_STANDARD: { readonly [kind in LogKind]: readonly string[] } = {
  call: ["at", "caller", "callee", "outcome", "duration", "owner", "direction"],
  recording: ["at", "caller", "callee", "duration", "owner", "file_name"],
  message: ["at", "sender", "receiver", "content", "direction", "delivery", "msg_type"],
};

export const OUTCOMES = ["answered", "missed", "unanswered"] as const;
export const OUTCOME_LOOKS: { readonly [outcome in (typeof OUTCOMES)[number]]: { tone: Tone; icon: IconName } } = {
  answered: { tone: "ok", icon: "available" },
  missed: { tone: "danger", icon: "hangup" },
  unanswered: { tone: "warn", icon: "timer" },
};
export const DIRECTIONS = ["INBOUND_CALL", "OUTBOUND_CALL", "EXTENSION_CALL", "INBOUND_OUTBOUND_CALL", "IN", "OUT"] as const;

export function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation();
  const known = OUTCOMES.find((name) => name === outcome) ?? "missed";
  return (
    <Chip tone={OUTCOME_LOOKS[known].tone} icon={OUTCOME_LOOKS[known].icon}>
      {t(`logs.outcome_${known}`)}
    </Chip>
  );
}

/** Who it was: the name, and the number behind it. */
function Party({ row, name, number }: { row: ListRow; name: string; number: string }) {
  const called = cellText(row, name);
  return (
    <>
      {called && <Strong>{called}</Strong>}
      {called ? <Faint>{cellText(row, number)}</Faint> : <Digits>{cellText(row, number)}</Digits>}
    </>
  );
}

export function useLogColumns(kind: LogKind): GridColumn<ListRow>[] {
  const { t } = useTranslation();
  const at: GridColumn<ListRow> = { id: "at", label: t("columns.at"), width: 150, draw: (row) => formatDateTime(cellText(row, "at")) };
  const owner: GridColumn<ListRow> = { id: "owner", label: t("columns.owner"), width: 120, share: 1, draw: (row) => <Faint>{cellText(row, "owner")}</Faint> };
  const length: GridColumn<ListRow> = { id: "duration", label: t("columns.duration"), width: 90, end: true, draw: (row) => <Digits>{duration(Number(row.cells["duration"] ?? 0))}</Digits> };
  const direction: GridColumn<ListRow> = {
    id: "direction",
    label: t("columns.direction"),
    width: 110,
    draw: (row) => {
      const known = DIRECTIONS.find((name) => name === row.cells["direction"]);
      return <Faint>{known ? t(`logs.direction_${known}`) : ""}</Faint>;
    },
  };
  const party = (id: "caller" | "callee" | "sender" | "receiver", name: string): GridColumn<ListRow> => ({
    id,
    label: t(`columns.${id}`),
    width: 140,
    share: 2,
    draw: (row) => <Party row={row} name={name} number={id} />,
  });
  const plain = (id: "file_name" | "delivery" | "msg_type" | "content" | "trunk", width: number, share = 1): GridColumn<ListRow> => ({
    id,
    label: t(`columns.${id}`),
    width,
    share,
    draw: (row) => <Faint>{cellText(row, id)}</Faint>,
  });
  switch (kind) {
    case "call":
      return [
        at,
        party("caller", "caller_display_name"),
        party("callee", "callee_display_name"),
        { id: "outcome", label: t("columns.outcome"), width: 150, draw: (row) => <Outcome outcome={cellText(row, "outcome")} /> },
        length,
        owner,
        direction,
        plain("trunk", 100),
      ];
    case "recording":
      return [at, party("caller", ""), party("callee", ""), length, owner, plain("file_name", 140)];
    case "message":
      return [at, party("sender", "sender_name"), party("receiver", "receiver_name"), plain("content", 180, 4), direction, plain("delivery", 90, 0), plain("msg_type", 80, 0)];
  }
}

export function useLogFilters(kind: LogKind): Filter[] {
  const { t } = useTranslation();
  if (kind !== "call") return [];
  return [
    { column: "outcome", label: t("columns.outcome"), options: OUTCOMES.map((value) => ({ value, label: t(`logs.outcome_${value}`) })) },
    {
      column: "direction",
      label: t("columns.direction"),
      options: (["INBOUND_CALL", "OUTBOUND_CALL", "EXTENSION_CALL"] as const).map((value) => ({ value, label: t(`logs.direction_${value}`) })),
    },
  ];
}
