import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { problemMessage, type Problem } from "../../api/problems";
import { createRole, deleteRole, editRole, rolesQuery, type Role, type RoleFlag } from "../../api/records";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Toggle } from "../../design/Toggle";
import en from "../../i18n/en.json";
import { useDraft } from "../../lib/draft";
import { Text } from "../accounts/AccountOverview";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { Inspector } from "../lists/Inspector";
import { useListState } from "../lists/list-search";
import { PLACES, preview, turn, type Flags } from "./preview";
import { useRoleName } from "./role-name";
import styles from "./Roles.module.css";

type Group = keyof typeof en.roleGroups;
type FlagName = keyof typeof en.roleFlags;

const ACCESS = { changes: { tone: "ok", icon: "edit" }, reads: { tone: "info", icon: "info" }, nothing: { tone: "plain", icon: "offline" } } as const;

interface RoleEditorProps {
  accountId: Id;
  role: Role;
  flags: readonly RoleFlag[];
  admin: Flags;
}

/** One role: its flags in groups, each in words, and beside them what somebody with it gets to see. */
export function RoleEditor({ accountId, role, flags, admin }: RoleEditorProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const state = useListState();
  const roleName = useRoleName();
  const base = useMemo(() => ({ description: role.description, permissions: role.permissions }), [role]);
  const draft = useDraft(base);
  const [problem, setProblem] = useState<Problem | null>(null);
  const placeName = useFieldName();
  const valueName = useValueName();
  const { queryKey } = rolesQuery(engine, accountId);
  const refresh = () => queries.invalidateQueries({ queryKey });
  const permissions = (draft.value("/permissions") ?? {}) as Flags;
  const seen = preview(permissions, admin);
  const wanted = (from: Flags) => ({ name: role.name, description: draft.text("/description"), permissions: from as { [group: string]: { [flag: string]: boolean } } });
  const remove = useMutation({
    mutationFn: () => deleteRole(engine, accountId, role.name),
    onSuccess: async () => {
      state.set({ open: undefined });
      await refresh();
      const run = () => createRole(engine, accountId, { ...wanted(role.permissions), description: role.description }).then(refresh).catch(complain);
      announce({ tone: "ok", text: t("accounts.deleted", { name: role.name }), action: { label: t("common.undo"), run } });
    },
    onError: (error) => complain(error),
  });
  const complain = (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) });
  const groups = [...new Set(flags.map((flag) => flag.group))];
  const why = role.built_in ? t("roles.builtInHint") : role.may_edit ? undefined : t("roles.aboveYou");
  return (
    <Inspector icon="lock" title={roleName(role)} actions={role.may_edit && <Button look="quiet" icon="trash" aria-label={t("records.delete", { name: role.name })} onPress={() => remove.mutate()} />}>
      <div className={styles.editor}>
        <Section title={t("roles.mayDo")} hint={why ?? t("roles.editHint")}>
          {(role.description || role.may_edit) && !role.built_in && (
            <Text draft={draft} problem={problem} frozen={!role.may_edit} path="/description" label={t("columns.description")} />
          )}
        </Section>
        {groups.map((group) => (
          <fieldset key={group} className={styles.group}>
            <legend>{t(`roleGroups.${group as Group}`)}</legend>
            {flags
              .filter((flag) => flag.group === group)
              .map(({ flag, may_give: mayGive }) => (
                <Toggle
                  key={flag}
                  label={`${t(`roleFlags.${`${group}_${flag}` as FlagName}`)}${role.may_edit && !mayGive ? ` (${t("roles.notYours")})` : ""}`}
                  isSelected={permissions[group]?.[flag] === true}
                  isDisabled={!role.may_edit || !mayGive}
                  onChange={(on) => draft.set("/permissions", turn(permissions, flags, group, flag, on) as never)}
                />
              ))}
          </fieldset>
        ))}
        <section className={styles.preview} aria-label={t("roles.preview")}>
          <h3>{t("roles.preview")}</h3>
          <dl>
            {PLACES.map((place) => (
              <div key={place}>
                <dt>{t(`rolePlaces.${place}`)}</dt>
                <dd>
                  <Chip tone={ACCESS[seen[place]].tone} icon={ACCESS[seen[place]].icon}>
                    {t(`roleAccess.${seen[place]}`)}
                  </Chip>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <SaveBar
          draft={draft}
          save={(changes) => editRole(engine, accountId, role.name, changes)}
          onSaved={() => void refresh()}
          onClash={() => void refresh()}
          placeName={placeName}
          valueName={valueName}
          onProblem={setProblem}
        />
      </div>
    </Inspector>
  );
}
