import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { rolesQuery } from "../../api/records";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Failed, Loading } from "../../design/states";
import { useListState } from "../lists/list-search";
import { NewRole } from "./NewRole";
import { RoleEditor } from "./RoleEditor";
import styles from "./Roles.module.css";
import { useRoleName } from "./role-name";

/** The roles that people of the account can have, and what each of them may do. */
export function Roles({ account }: { account: Account }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const query = useQuery(rolesQuery(engine, account.id));
  const roleName = useRoleName();
  const [adding, setAdding] = useState(false);
  if (query.isPending) return <Loading rows={6} />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const { rows, flags, may_create: mayCreate } = query.data;
  const open = rows.find((role) => role.name === state.open) ?? rows[0];
  const admin = rows.find((role) => role.name === "Admin");
  return (
    <div className={styles.page}>
      <nav className={styles.list} aria-label={t("roles.title")}>
        <ul>
          {rows.map((role) => (
            <li key={role.name}>
              <Button look="quiet" className={styles.role ?? ""} data-open={role.name === open?.name || undefined} aria-current={role.name === open?.name ? "true" : undefined} onPress={() => state.set({ open: role.name })}>
                {roleName(role)}
                {!role.built_in && <Chip tone="info" icon="edit">{t("roles.own")}</Chip>}
              </Button>
            </li>
          ))}
        </ul>
        {mayCreate && (
          <Button icon="plus" onPress={() => setAdding(true)}>
            {t("roles.new")}
          </Button>
        )}
      </nav>
      {open && <RoleEditor key={open.name} accountId={account.id} role={open} flags={flags} admin={admin?.permissions ?? {}} />}
      {adding && (
        <NewRole
          accountId={account.id}
          like={open}
          onClose={() => setAdding(false)}
          onMade={(name) => {
            void query.refetch().then(() => state.set({ open: name }));
          }}
        />
      )}
    </div>
  );
}
