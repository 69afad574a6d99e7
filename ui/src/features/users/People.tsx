import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { laterDialog } from "../../app/later";
import { useVerbs } from "../../app/verbs";
import type { ListRow } from "../../api/records";
import type { Account, Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import { Empty } from "../../design/states";
import { cellText, Digits, Faint, Initials, Strong } from "../lists/cells";
import { Export } from "../lists/Export";
import { ListPane } from "../lists/ListPane";
import { useList, useListReader } from "../lists/use-list";
import { Presence } from "./Presence";

const BulkEdit = laterDialog(async () => (await import("../many/BulkEdit")).BulkEdit);

const STANDARD = ["name", "extension_number", "presence", "is_forwarded", "username", "department"];
const PRESENCES = ["available", "away", "lunch", "business_trip", "do_not_disturb"] as const;

/** The people of one account. */
export function People({ account }: { account: Account }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ask } = useVerbs();
  const name = String(account.fields["name"] ?? "");
  const rows = useList(account.id, "user");
  const read = useListReader(account.id, "user");
  const columns = usePeopleColumns();
  const [changing, setChanging] = useState<readonly Id[]>([]);
  const [done, setDone] = useState<() => void>(() => () => undefined);
  const bulk = (chosen: ReadonlySet<Id>, forget: () => void) => (
    <Button
      icon="edit"
      onPress={() => {
        setChanging([...chosen]);
        setDone(() => forget);
      }}
    >
      {t("many.change")}
    </Button>
  );
  const add = (
    <Button look="primary" icon="plus" onPress={() => ask({ verb: "newPerson", account: { id: account.id, name } })}>
      {t("users.new")}
    </Button>
  );
  return (
    <>
      <ListPane
        label={t("users.listOf", { name })}
        columns={columns}
        standard={STANDARD}
        sortedBy="name"
        filters={[
          { column: "presence", label: t("columns.presence"), options: PRESENCES.map((state) => ({ value: state, label: t(`states.${state}`) })) },
          {
            column: "is_forwarded",
            label: t("columns.is_forwarded"),
            options: [
              { value: "true", label: t("users.forwarded") },
              { value: "false", label: t("users.standard") },
            ],
          },
        ]}
        rows={rows}
        count={(matched, total) => (matched === total ? t("users.count", { count: total }) : t("users.countOf", { matched: matched.toLocaleString(), count: total }))}
        onOpen={(row) => void navigate({ to: "/users/$id/$tab", params: { id: row.id, tab: "forwarding" } })}
        actions={
          rows.total ? (
            <>
              {account.may.create_user && (
                <Button icon="upload" onPress={() => ask({ verb: "importPeople", account: { id: account.id, name } })}>
                  {t("many.import")}
                </Button>
              )}
              <Export read={read} name={name} columns={columns} />
              <Button icon="print" onPress={() => void navigate({ to: "/print/directory/$id", params: { id: account.id } })}>
                {t("print.directory")}
              </Button>
            </>
          ) : null
        }
        {...(account.may.edit ? { bulk } : {})}
        empty={
          <Empty icon="person" title={t("users.empty", { name })} action={account.may.create_user ? add : null}>
            {t("users.emptyHint")}
          </Empty>
        }
      />
      {changing.length > 0 && (
        <BulkEdit
          accountId={account.id}
          ids={changing}
          onClose={() => setChanging([])}
          onDone={() => {
            setChanging([]);
            done();
          }}
        />
      )}
    </>
  );
}

function usePeopleColumns(): GridColumn<ListRow>[] {
  const { t } = useTranslation();
  const plain = (id: "username" | "email" | "department" | "job_title" | "mobile" | "work_phone", width: number): GridColumn<ListRow> => ({
    id,
    label: t(`columns.${id}`),
    width,
    share: 1,
    draw: (row) => <Faint>{cellText(row, id)}</Faint>,
  });
  return [
    { id: "name", label: t("columns.name"), width: 190, share: 3, draw: (row) => <Person row={row} /> },
    { id: "extension_number", label: t("columns.extension_number"), width: 92, draw: (row) => <Digits>{cellText(row, "extension_number")}</Digits> },
    { id: "presence", label: t("columns.presence"), width: 136, draw: (row) => <Presence presence={cellText(row, "presence")} /> },
    {
      id: "is_forwarded",
      label: t("columns.is_forwarded"),
      width: 134,
      draw: (row) => (row.cells["is_forwarded"] ? <Chip tone="info" icon="forward">{t("users.forwarded")}</Chip> : <Faint>{t("users.standard")}</Faint>),
    },
    plain("username", 110),
    plain("department", 110),
    plain("job_title", 110),
    plain("email", 150),
    plain("mobile", 110),
    plain("work_phone", 110),
    { id: "role_name", label: t("columns.role_name"), width: 110, draw: (row) => <Faint>{cellText(row, "role_name")}</Faint> },
  ];
}

function Person({ row }: { row: ListRow }) {
  const { t } = useTranslation();
  const name = cellText(row, "name");
  return (
    <>
        <Initials name={name} />
        <Strong>{name}</Strong>
        {row.cells["role"] === "admin" && <Chip icon="key">{t("roles.admin")}</Chip>}
        {row.cells["enabled"] === false && <Chip tone="warn" icon="pause">{t("tree.disabled")}</Chip>}
    </>
  );
}
