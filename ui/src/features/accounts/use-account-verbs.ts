import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useVerbs } from "../../app/verbs";
import { useEngine } from "../../api/context";
import { editAccount } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { accountQuery } from "../../api/queries";
import type { Json, TreeRow } from "../../api/types";
import type { Verb } from "../../design/ContextMenu";
import { announce } from "../../design/notices";

/** What can be done with an account; what may not be done is shown with the reason. */
export function useAccountVerbs(row: Pick<TreeRow, "id" | "name" | "enabled"> | null): Verb[] {
  const { t } = useTranslation();
  const engine = useEngine();
  const { ask } = useVerbs();
  const account = useQuery({ ...accountQuery(engine, row?.id ?? ""), enabled: row !== null }).data;
  const may = account?.may;
  const enable = useMutation({
    mutationFn: ({ id, from, to }: { id: string; from: Json | undefined; to: boolean }) =>
      editAccount(engine, id, [{ path: "/enabled", ...(from === undefined ? {} : { from }), to }]),
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
  if (!row) return [];
  const refused = (allowed: boolean | undefined) => (allowed === false ? t("accounts.mayNot") : undefined);
  const target = { id: row.id, name: row.name };
  return [
    { id: "child", label: t("accounts.newBelow"), icon: "plus", disabledReason: refused(may?.create_child), run: () => ask({ verb: "newAccount", parent: target }) },
    { id: "person", label: t("users.new"), icon: "person", disabledReason: refused(may?.create_user), run: () => ask({ verb: "newPerson", account: target }) },
    { id: "rename", label: t("accounts.rename"), icon: "edit", shortcut: "F2", separated: true, disabledReason: refused(may?.edit), run: () => ask({ verb: "rename", account: target }) },
    { id: "move", label: t("accounts.move"), icon: "move", disabledReason: refused(may?.move), run: () => ask({ verb: "move", account: target }) },
    {
      id: "enable",
      label: row.enabled ? t("accounts.disable") : t("accounts.enable"),
      icon: row.enabled ? "pause" : "check",
      disabledReason: refused(may?.edit),
      run: () => enable.mutate({ id: row.id, from: account?.fields["enabled"], to: !row.enabled }),
    },
    { id: "delete", label: t("accounts.delete"), icon: "trash", shortcut: "Del", danger: true, separated: true, disabledReason: refused(may?.delete), run: () => ask({ verb: "delete", account: target }) },
  ];
}
