import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { MenuTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useSetTrail } from "../../app/trail";
import { useShortcut } from "../../app/shortcuts";
import { useVerbs } from "../../app/verbs";
import { useEngine } from "../../api/context";
import { editAccount } from "../../api/mutations";
import { accountQuery } from "../../api/queries";
import type { Account } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { VerbMenu } from "../../design/ContextMenu";
import menuStyles from "../../design/ContextMenu.module.css";
import { TitleLine } from "../../design/Page";
import { Failed, Loading } from "../../design/states";
import { TabbedPage } from "../../design/Tabs";
import { AccountHours } from "./AccountHours";
import { Holidays } from "./Holidays";
import { AccountOverview } from "./AccountOverview";
import { later } from "../../app/later";
import { ACCOUNT_TABS } from "../../app/places";
import { useAccountVerbs } from "./use-account-verbs";

// Each tab is a part of its own: the first screen waits for none of them.
const People = later(async () => (await import("../users/People")).People, <Loading />);
const Teams = later(async () => (await import("../records/Teams")).Teams, <Loading />);
const Records = later(async () => (await import("../records/Records")).Records, <Loading />);
const Meetings = later(async () => (await import("../meetings/Meetings")).Meetings, <Loading />);
const Calls = later(async () => (await import("../calls/Calls")).Calls, <Loading />);
const AllFields = later(async () => (await import("../all-fields/AllFields")).AllFields<Account>, <Loading />);
const Roles = later(async () => (await import("../roles/Roles")).Roles, <Loading />);

/** Tabs that are one list and draw to the edges. */
const FLUSH: readonly string[] = ["people", "phones", "teams", "meetings", "calls", "contacts", "holidays", "roles"];

const route = getRouteApi("/shell/accounts/$id/$tab");

export function AccountPage() {
  const { t } = useTranslation();
  const { id, tab } = route.useParams();
  const engine = useEngine();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { ask } = useVerbs();
  const query = useQuery(accountQuery(engine, id));
  const account = query.data;
  const name = account ? String(account.fields["name"] ?? "") : "";
  const enabled = account?.fields["enabled"] !== false;
  const verbs = useAccountVerbs(account ? { id, name, enabled } : null);
  useSetTrail((account?.path ?? []).map((entry) => ({ ...entry, kind: "account" as const })));
  useShortcut("newPerson", () => ask({ verb: "newPerson", account: { id, name } }), account?.may.create_user ?? false);

  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const record = query.data;
  return (
    <TabbedPage
      label={t("accounts.parts")}
      selected={tab}
      onSelect={(next) => void navigate({ to: "/accounts/$id/$tab", params: { id, tab: next } })}
      tabs={ACCOUNT_TABS.filter((part) => (part !== "roles" && part !== "all-fields") || record.may.edit).map((part) => ({
        name: part,
        label: t(`accounts.${part}`),
        count: part === "people" ? record.user_count : undefined,
      }))}
      flush={FLUSH.includes(tab)}
      head={
        <TitleLine
          icon={record.fields["is_reseller"] || record.child_count > 0 ? "people" : "account"}
          title={name}
          subtitle={String(record.fields["realm"] ?? "")}
          chips={
            <>
              {!enabled && <Chip tone="warn" icon="pause">{t("tree.disabled")}</Chip>}
              {record.fields["is_reseller"] === true && <Chip tone="info" icon="people">{t("accounts.reseller")}</Chip>}
            </>
          }
          actions={
            <>
              {record.may.create_user && (
                <Button icon="plus" look={tab === "people" ? "primary" : "plain"} onPress={() => ask({ verb: "newPerson", account: { id, name } })}>
                  {t("users.new")}
                </Button>
              )}
              <MenuTrigger>
                <Button icon="more" look="plain" aria-label={t("tree.menu", { name })} />
                <Popover className={menuStyles.popover} placement="bottom end">
                  <VerbMenu label={t("tree.menu", { name })} verbs={verbs} />
                </Popover>
              </MenuTrigger>
            </>
          }
        />
      }
    >
      {tab === "overview" && <AccountOverview key={id} account={record} />}
      {tab === "people" && <People key={id} account={record} />}
      {tab === "phones" && <Records key={id} account={record} kind="phone" />}
      {tab === "teams" && <Teams key={id} account={record} />}
      {tab === "meetings" && <Meetings key={id} account={record} />}
      {tab === "calls" && <Calls key={id} account={record} />}
      {tab === "contacts" && <Records key={id} account={record} kind="contact" />}
      {tab === "holidays" && <Holidays key={id} account={record} />}
      {tab === "roles" && <Roles key={id} account={record} />}
      {tab === "all-fields" && (
        <AllFields
          key={id}
          kind="account"
          fields={record.fields}
          frozen={!record.may.edit}
          isAbove={record.may.set_limits}
          save={(changes) => editAccount(engine, id, changes)}
          onSaved={(saved) => queries.setQueryData(accountQuery(engine, id).queryKey, saved)}
          onClash={() => void query.refetch()}
        />
      )}
      {tab === "hours" && <AccountHours key={id} account={record} />}
    </TabbedPage>
  );
}
