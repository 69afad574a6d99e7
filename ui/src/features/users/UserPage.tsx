import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { MenuTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useSetTrail } from "../../app/trail";
import { useEngine } from "../../api/context";
import { editUser } from "../../api/mutations";
import { accountQuery, forwardingQuery, userQuery } from "../../api/queries";
import type { Json, User } from "../../api/types";
import { Button } from "../../design/Button";
import { VerbMenu } from "../../design/ContextMenu";
import menuStyles from "../../design/ContextMenu.module.css";
import { TitleLine } from "../../design/Page";
import { Failed, Loading } from "../../design/states";
import { TabbedPage } from "../../design/Tabs";
import { later } from "../../app/later";
import { Forwarding } from "../forwarding/Forwarding";
import { WhoRings } from "../who-rings/WhoRings";
import { CopyRules } from "../forwarding/CopyRules";
import { DeleteUser } from "./DeleteUser";
import { NewPerson } from "./NewPerson";
import { photoAddress, Portrait } from "./Photo";
import { Presence } from "./Presence";
import { Profile } from "./Profile";
import { useUserVerbs } from "./use-user-verbs";

const AllFields = later(async () => (await import("../all-fields/AllFields")).AllFields<User>, <Loading />);

const route = getRouteApi("/shell/users/$id/$tab");

export function UserPage() {
  const { t } = useTranslation();
  const { id, tab } = route.useParams();
  const engine = useEngine();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const query = useQuery(userQuery(engine, id));
  const user = query.data;
  const account = useQuery({ ...accountQuery(engine, user?.account_id ?? ""), enabled: user !== undefined }).data;
  const [asked, setAsked] = useState<"delete" | "clone" | "copyRules" | null>(null);
  const verbs = useUserVerbs(user, { onClone: () => setAsked("clone"), onCopyRules: () => setAsked("copyRules"), onDelete: () => setAsked("delete") });
  const name = user?.display_name ?? "";
  useSetTrail([
    ...(account?.path ?? []).map((entry) => ({ ...entry, kind: "account" as const })),
    ...(user ? [{ id, name, kind: "user" as const }] : []),
  ]);
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const record = query.data;
  const close = () => setAsked(null);
  const busy = record.fields["do_not_disturb"] as { enabled?: boolean } | undefined;
  const extension = String(record.fields["extension_number"] ?? "");
  return (
    <>
      <TabbedPage
        label={t("users.parts")}
        selected={tab}
        onSelect={(next) => void navigate({ to: "/users/$id/$tab", params: { id, tab: next } })}
        tabs={[
          { name: "profile", label: t("users.profile") },
          { name: "forwarding", label: t("forwarding.title") },
          { name: "who-rings", label: t("whoRings.title") },
          { name: "all-fields", label: t("allFields.title") },
        ]}
        head={
          <TitleLine
            icon="person"
            title={name}
            subtitle={extension ? t("users.extensionOf", { extension, realm: String(account?.fields["realm"] ?? "") }) : t("users.noExtension")}
            chips={<Presence presence={busy?.enabled ? "do_not_disturb" : String(record.fields["presence"] ?? "available")} />}
            picture={<Portrait user={record} size={36} />}
            hasPicture={photoAddress(record) !== undefined}
            actions={
              <MenuTrigger>
                <Button icon="more" look="plain" aria-label={t("tree.menu", { name })} />
                <Popover className={menuStyles.popover} placement="bottom end">
                  <VerbMenu label={t("tree.menu", { name })} verbs={verbs} />
                </Popover>
              </MenuTrigger>
            }
          />
        }
      >
        {tab === "profile" && <Profile key={id} user={record} />}
        {tab === "forwarding" && <Forwarding key={id} userId={id} />}
        {tab === "all-fields" && (
          <AllFields
            key={id}
            kind="user"
            fields={record.fields}
            frozen={!record.may.edit}
            save={(changes) => editUser(engine, id, changes)}
            onSaved={(saved) => queries.setQueryData(userQuery(engine, id).queryKey, saved)}
            onClash={() => void query.refetch()}
          />
        )}
        {tab === "who-rings" && <WhoRings key={id} userId={id} name={name} />}
      </TabbedPage>
      {asked === "delete" && <DeleteUser user={record} name={name} onClose={close} />}
      {asked === "clone" && <Clone user={record} onClose={close} />}
      {asked === "copyRules" && <CopyRules user={record} name={name} onClose={close} />}
    </>
  );
}

/** A new person who works like this one; the rules are read first. */
function Clone({ user, onClose }: { user: User; onClose: () => void }) {
  const engine = useEngine();
  const rules = useQuery(forwardingQuery(engine, user.id)).data;
  const account = useQuery(accountQuery(engine, user.account_id)).data;
  if (!rules || !account) return null;
  const fields = { ...user.fields, forwarding: rules.forwarding as unknown as Json, office_hours: rules.office_hours as unknown as Json };
  return (
    <NewPerson
      account={{ id: account.id, name: String(account.fields["name"] ?? "") }}
      model={{ name: user.display_name, fields, roleName: String(user.fields["role_name"] ?? "") }}
      onClose={onClose}
    />
  );
}
