/** What the list of what was done shows. */
import { useTranslation } from "react-i18next";
import type { ListRow } from "../../api/records";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import { Icon, type IconName } from "../../design/Icon";
import en from "../../i18n/en.json";
import { formatDateTime } from "../../i18n/format";
import { cellText, Faint, Strong } from "../lists/cells";
import type { Filter } from "../lists/ListBar";

export const STANDARD = ["at", "label", "verb", "actor", "account"];
/** Kinds of which people look for changes; the others are found by typing. */
const FILTERED = ["account", "user", "phone", "group", "ring_group", "call_queue", "contact", "meeting", "holiday", "role", "settings"] as const;
const KIND_ICONS: { readonly [kind: string]: IconName } = { account: "account", user: "person", group: "people", holiday: "holiday", phone: "phone", recovery: "key", session: "key", meeting: "people", contact: "contact", ring_group: "ring", call_queue: "queue" };

export const kindIcon = (row: ListRow): IconName => KIND_ICONS[cellText(row, "kind")] ?? "info";

/** What a verb did, in words. */
export function useVerbName(): (row: ListRow) => string {
  const { t } = useTranslation();
  return (row) => {
    const verb = cellText(row, "verb");
    const key = verb.replaceAll(".", "_");
    return key in en.verbs ? t(`verbs.${key as keyof typeof en.verbs}`) : verb;
  };
}

export function useKindName(): (row: ListRow) => string {
  const { t } = useTranslation();
  return (row) => {
    const kind = cellText(row, "kind");
    return kind in en.kinds ? t(`kinds.${kind as keyof typeof en.kinds}`) : kind;
  };
}

export function useActivityColumns(): GridColumn<ListRow>[] {
  const { t } = useTranslation();
  const verbName = useVerbName();
  const kindName = useKindName();
  return [
    { id: "at", label: t("columns.at"), width: 150, draw: (row) => formatDateTime(cellText(row, "at")) },
    {
      id: "label",
      label: t("columns.label"),
      width: 150,
      share: 2,
      draw: (row) => (
        <>
          <Icon name={kindIcon(row)} />
          <Strong>{cellText(row, "label")}</Strong>
        </>
      ),
    },
    { id: "verb", label: t("columns.verb"), width: 256, share: 2, draw: (row) => <Faint>{verbName(row)}</Faint> },
    { id: "actor", label: t("columns.actor"), width: 120, share: 1, draw: (row) => <Faint>{cellText(row, "actor") || t("shell.owner")}</Faint> },
    { id: "account", label: t("columns.account"), width: 120, share: 1, draw: (row) => <Faint>{cellText(row, "account")}</Faint> },
    { id: "kind", label: t("columns.kind"), width: 110, draw: (row) => <Faint>{kindName(row)}</Faint> },
  ];
}

export function useActivityFilters(): Filter[] {
  const { t } = useTranslation();
  return [{ column: "kind", label: t("columns.kind"), options: FILTERED.map((value) => ({ value, label: t(`kinds.${value}`) })) }];
}
