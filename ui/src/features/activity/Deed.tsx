import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ListRow } from "../../api/records";
import { Button } from "../../design/Button";
import { Row, Section } from "../../design/Field";
import { formatDateTime } from "../../i18n/format";
import { useFieldName } from "../editing/names";
import { cellText } from "../lists/cells";
import { Inspector } from "../lists/Inspector";
import { kindIcon, useKindName, useVerbName } from "./columns";

/** One change beside the list: what, where, who and when, which fields, and the way to it. */
export function Deed({ row }: { row: ListRow }) {
  const { t } = useTranslation();
  const verbName = useVerbName();
  const kindName = useKindName();
  const fieldName = useFieldName();
  const label = cellText(row, "label");
  const changed = Array.isArray(row.cells["changed"]) ? row.cells["changed"].map(String) : [];
  const fields = [...new Set(changed.map(fieldName))];
  return (
    <Inspector icon={kindIcon(row)} title={label || verbName(row)} actions={<Open row={row} name={label} />}>
      <Section title={verbName(row)}>
        <Row label={t("columns.kind")}>{kindName(row)}</Row>
        <Row label={t("columns.account")}>{cellText(row, "account")}</Row>
        <Row label={t("columns.actor")}>{cellText(row, "actor") || t("shell.owner")}</Row>
        <Row label={t("columns.at")}>{formatDateTime(cellText(row, "at"))}</Row>
      </Section>
      {fields.length > 0 && (
        <Section title={t("activity.changed")}>
          <ul>
            {fields.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Section>
      )}
    </Inspector>
  );
}

/** Opens what was changed, where it has a page. */
function Open({ row, name }: { row: ListRow; name: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = cellText(row, "about_id");
  const account = cellText(row, "account_id");
  const open = {
    account: () => navigate({ to: "/accounts/$id/$tab", params: { id, tab: "overview" } }),
    user: () => navigate({ to: "/users/$id/$tab", params: { id, tab: "forwarding" } }),
    phone: () => navigate({ to: "/accounts/$id/$tab", params: { id: account, tab: "phones" }, search: { open: id } }),
    contact: () => navigate({ to: "/accounts/$id/$tab", params: { id: account, tab: "contacts" }, search: { open: id } }),
    meeting: () => navigate({ to: "/accounts/$id/$tab", params: { id: account, tab: "meetings" }, search: { open: id } }),
  }[cellText(row, "kind")];
  if (!open || !id || cellText(row, "verb").endsWith(".delete")) return null;
  return <Button look="quiet" icon="forward" aria-label={t("activity.open", { name })} onPress={() => void open()} />;
}
