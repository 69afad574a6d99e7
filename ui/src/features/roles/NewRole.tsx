import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { fieldErrors } from "../../api/problems";
import { createRole, type Role } from "../../api/records";
import type { Id } from "../../api/types";
import { FormDialog } from "../../design/FormDialog";
import { Field } from "../../design/Field";
import { Toggle } from "../../design/Toggle";
import { useRoleName } from "./role-name";

/** A new role, empty or beginning like the open one. */
export function NewRole({ accountId, like, onClose, onMade }: { accountId: Id; like: Role | undefined; onClose: () => void; onMade: (name: string) => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const roleName = useRoleName();
  const [name, setName] = useState("");
  const [copies, setCopies] = useState(like?.may_give ?? false);
  const create = useMutation({
    mutationFn: () => createRole(engine, accountId, { name: name.trim(), description: "", permissions: copies && like ? like.permissions : {} }),
    onSuccess: () => {
      onClose();
      onMade(name.trim());
    },
  });
  const complete = name.trim() !== "" && !create.isPending;
  const said = fieldErrors(create.error, "/name");
  return (
    <FormDialog
      title={t("roles.new")}
      onClose={onClose}
      action={t("records.create")}
      isReady={complete}
      onSubmit={() => create.mutate()}
      error={said.length === 0 && create.error}
    >
      <Field stacked autoFocus label={t("columns.name")} value={name} onChange={setName} errors={said} />
      {like?.may_give && <Toggle label={t("roles.like", { name: roleName(like) })} isSelected={copies} onChange={setCopies} />}
    </FormDialog>
  );
}
