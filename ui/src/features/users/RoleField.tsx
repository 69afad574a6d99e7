import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { problemMessage } from "../../api/problems";
import { userQuery } from "../../api/queries";
import { giveRole, rolesQuery } from "../../api/records";
import type { User } from "../../api/types";
import { Row } from "../../design/Field";
import { announce } from "../../design/notices";
import { Select } from "../../design/Select";
import { useRoleName } from "../roles/role-name";

/** Which role a user has when none is named: that of his level. */
const OF_LEVEL: { readonly [level: string]: string } = { admin: "Admin", user: "StandardUser" };

/** The person's role. It acts at once, so it is given at once, and can be taken back. */
export function RoleField({ user, frozen }: { user: User; frozen: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const roleName = useRoleName();
  const roles = useQuery({ ...rolesQuery(engine, user.account_id), enabled: !frozen }).data?.rows;
  const level = String(user.fields["role"] ?? "user");
  const current = String(user.fields["role_name"] ?? OF_LEVEL[level] ?? "StandardUser");
  const complain = (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) });
  const refresh = () => queries.invalidateQueries({ queryKey: userQuery(engine, user.id).queryKey });
  const give = useMutation({
    mutationFn: (name: string) => giveRole(engine, user.id, name),
    onSuccess: async (_, name) => {
      await refresh();
      const role = roles?.find((entry) => entry.name === name);
      const run = () => giveRole(engine, user.id, current).then(refresh).then(() => undefined, complain);
      announce({ tone: "ok", text: t("roles.given", { name: user.display_name, role: role ? roleName(role) : name }), action: { label: t("common.undo"), run } });
    },
    onError: complain,
  });
  const known = roles?.filter((role) => role.may_give || role.name === current) ?? [];
  const builtIn = { name: current, built_in: true };
  const options = known.some((role) => role.name === current) ? known : [builtIn, ...known];
  return (
    <Row label={t("fields.role")}>
      <Select
        label={t("fields.role")}
        labelHidden
        isDisabled={frozen || give.isPending}
        value={current}
        onChange={(name) => name !== current && give.mutate(name)}
        options={options.map((role) => ({ value: role.name, label: roleName(role), icon: role.name.endsWith("Admin") ? ("key" as const) : ("person" as const) }))}
      />
    </Row>
  );
}
