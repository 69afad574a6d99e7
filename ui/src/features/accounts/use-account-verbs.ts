import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { actIn, useActing } from "../../app/acting";
import { useSession } from "../../app/session";
import { useVerbs } from "../../app/verbs";
import { useEngine } from "../../api/context";
import { editAccount } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { accountQuery } from "../../api/queries";
import { setReseller } from "../../api/records";
import type { Json, TreeRow } from "../../api/types";
import type { Verb } from "../../design/ContextMenu";
import { announce } from "../../design/notices";

interface Switch {
  id: string;
  name: string;
  from: Json | undefined;
  to: boolean;
}

/** What can be done with an account; what may not be done is shown with the reason. */
export function useAccountVerbs(row: Pick<TreeRow, "id" | "name" | "enabled"> | null): Verb[] {
  const { t } = useTranslation();
  const engine = useEngine();
  const { ask } = useVerbs();
  const session = useSession();
  const own = session?.account;
  const acting = useActing();
  const account = useQuery({ ...accountQuery(engine, row?.id ?? ""), enabled: row !== null }).data;
  const may = account?.may;
  const complain = (error: unknown) => void announce({ tone: "danger", text: problemMessage(t, error) });
  const enable = useMutation({
    mutationFn: ({ id, from, to }: Switch) => editAccount(engine, id, [{ path: "/enabled", ...(from === undefined ? {} : { from }), to }]),
    onSuccess: (_, { id, name, to }) => {
      const back = () => editAccount(engine, id, [{ path: "/enabled", from: to, to: !to }]).then(() => undefined, complain);
      announce({ tone: "ok", text: t(to ? "accounts.enabledNow" : "accounts.disabledNow", { name }), action: { label: t("common.undo"), run: back } });
    },
    onError: complain,
  });
  const promote = useMutation({
    mutationFn: ({ id, to }: { id: string; name: string; to: boolean }) => setReseller(engine, id, to),
    onSuccess: (_, { id, name, to }) => {
      const back = () => setReseller(engine, id, !to).then(() => undefined, complain);
      announce({ tone: "ok", text: t(to ? "accounts.promotedNow" : "accounts.demotedNow", { name }), action: { label: t("common.undo"), run: back } });
    },
    onError: complain,
  });
  if (!row) return [];
  const isReseller = account?.fields["is_reseller"] === true;
  const looksAfterAll = session?.role !== "user" && account?.path.length !== 1 && own !== undefined && (account?.path[0]?.id ?? "") === own.id;
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
      run: () => enable.mutate({ ...target, from: account?.fields["enabled"], to: !row.enabled }),
    },
    {
      id: "promote",
      label: isReseller ? t("accounts.demote") : t("accounts.promote"),
      icon: "people",
      disabledReason: looksAfterAll ? undefined : t("accounts.onlyTop"),
      run: () => promote.mutate({ ...target, to: !isReseller }),
    },
    { id: "apiKey", label: t("apiKey.title"), icon: "key", separated: true, disabledReason: refused(may?.edit), run: () => ask({ verb: "apiKey", account: target }) },
    {
      id: "act",
      label: acting?.id === row.id ? t("acting.leave") : t("acting.verb"),
      icon: "account",
      disabledReason: own?.id === row.id ? t("acting.own") : refused(may?.edit),
      run: () => actIn(acting?.id === row.id ? null : target),
    },
    { id: "delete", label: t("accounts.delete"), icon: "trash", shortcut: "Del", danger: true, separated: true, disabledReason: refused(may?.delete), run: () => ask({ verb: "delete", account: target }) },
  ];
}
