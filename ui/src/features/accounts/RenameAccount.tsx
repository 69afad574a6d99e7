import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editAccount } from "../../api/mutations";
import { problemMessage } from "../../api/problems";
import { accountQuery } from "../../api/queries";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";

export function RenameAccount({ account, onClose }: { account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [name, setName] = useState(account.name);
  const refused = useQuery(accountQuery(engine, account.id)).data?.may.edit === false;
  const rename = useMutation({
    mutationFn: () => editAccount(engine, account.id, [{ path: "/name", from: account.name, to: name.trim() }]),
    onSuccess: onClose,
  });
  const possible = !refused && name.trim() !== "" && name.trim() !== account.name && !rename.isPending;
  return (
    <Dialog
      title={t("accounts.renameOf", { name: account.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={!possible} onPress={() => rename.mutate()}>
            {t("accounts.rename")}
          </Button>
        </>
      }
    >
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (possible) rename.mutate();
        }}
      >
        <Field
          stacked
          autoFocus
          label={t("fields.name")}
          hint={refused ? t("accounts.mayNot") : undefined}
          value={name}
          onChange={setName}
          errors={rename.error ? [problemMessage(t, rename.error)] : []}
        />
      </Form>
    </Dialog>
  );
}
