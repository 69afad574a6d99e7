import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { rolesQuery, type ListRow, type Role } from "../../api/records";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import { cellText, Digits, Faint, Strong } from "../lists/cells";
import { Export } from "../lists/Export";
import { ListPane } from "../lists/ListPane";
import { useListState } from "../lists/list-search";
import { useFew } from "../lists/use-few";
import { NewRole } from "./NewRole";
import { RoleEditor } from "./RoleEditor";
import { useRoleName } from "./role-name";

const STANDARD = ["name", "origin", "rights", "description"];
const SEARCHED = ["name", "description"] as const;
const ORIGINS = ["own", "builtIn"] as const;

const rightsOf = ({ permissions }: Role): number => Object.values(permissions).flatMap((flags) => Object.values(flags)).filter(Boolean).length;

/**
 * The roles that people of the account can have; beside them, what the open one lets people do. They are few, and the built-in
 * ones are called by the language's words: so they are searched and sorted here.
 */
export function Roles({ account }: { account: Account }) {
  const { t } = useTranslation();
  const state = useListState();
  const query = useQuery(rolesQuery(useEngine(), account.id));
  const roleName = useRoleName();
  const [adding, setAdding] = useState(false);
  const roles = query.data?.rows;
  const all = useMemo(
    () =>
      roles?.map((role) => ({
        id: role.name,
        cells: { name: roleName(role), origin: role.built_in ? "builtIn" : "own", rights: rightsOf(role), description: role.built_in ? "" : role.description },
      })),
    [roles, roleName],
  );
  const { rows, read } = useFew<ListRow>({ all, error: query.error, retry: () => void query.refetch(), text: cellText, searched: SEARCHED, sortedBy: "name" });
  const columns = useRoleColumns(query.data?.flags.length ?? 0);
  const origin = useCallback((value: string) => t(value === "own" ? "roles.ownRole" : "roles.builtIn"), [t]);
  const open = roles?.find((role) => role.name === state.open);
  const admin = roles?.find((role) => role.name === "Admin");
  const name = String(account.fields["name"] ?? "");
  return (
    <>
      <ListPane
        label={t("roles.listOf", { name })}
        columns={columns}
        standard={STANDARD}
        sortedBy="name"
        filters={[{ column: "origin", label: t("roles.origin"), options: ORIGINS.map((value) => ({ value, label: origin(value) })) }]}
        rows={rows}
        count={(matched, total) => (matched === total ? t("roles.count", { count: total }) : t("lists.countOf", { matched: matched.toLocaleString(), total: total.toLocaleString() }))}
        onOpen={(row) => state.set({ open: row.id })}
        actions={
          <>
            {query.data?.may_create && (
              <Button icon="plus" onPress={() => setAdding(true)}>
                {t("roles.new")}
              </Button>
            )}
            <Export read={read} name={`${name} - ${t("accounts.roles")}`} columns={columns} text={(row, column) => (column === "origin" ? origin(cellText(row, column)) : cellText(row, column))} />
          </>
        }
        empty={null}
        inspector={open && query.data && <RoleEditor key={open.name} accountId={account.id} role={open} flags={query.data.flags} admin={admin?.permissions ?? {}} />}
      />
      {adding && (
        <NewRole
          accountId={account.id}
          like={open}
          onClose={() => setAdding(false)}
          onMade={(made) => {
            void query.refetch().then(() => state.set({ open: made }));
          }}
        />
      )}
    </>
  );
}

/** `flags` is how many there are in all. */
function useRoleColumns(flags: number): GridColumn<ListRow>[] {
  const { t } = useTranslation();
  return [
    { id: "name", label: t("columns.name"), width: 240, share: 2, draw: (row) => <Strong>{cellText(row, "name")}</Strong> },
    {
      id: "origin",
      label: t("roles.origin"),
      width: 130,
      draw: (row) => (row.cells["origin"] === "own" ? <Chip tone="info" icon="edit">{t("roles.ownRole")}</Chip> : <Faint>{t("roles.builtIn")}</Faint>),
    },
    { id: "rights", label: t("roles.rights"), width: 110, draw: (row) => <Digits>{`${cellText(row, "rights")} / ${flags}`}</Digits> },
    { id: "description", label: t("columns.description"), width: 180, share: 3, draw: (row) => <Faint>{cellText(row, "description")}</Faint> },
  ];
}
