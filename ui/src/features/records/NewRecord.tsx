import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { fieldErrors } from "../../api/problems";
import { createRecord, type RecordKind } from "../../api/records";
import type { Fields, Id, Json } from "../../api/types";
import { FormDialog } from "../../design/FormDialog";
import { Field } from "../../design/Field";
import { writePointer, tokensOf } from "../../lib/pointer";
import { useListState } from "../lists/list-search";
import { ModelFields, type MadeBy } from "../phones/ModelFields";
import { PersonPicker } from "./PersonPicker";

type Asked = "name" | "extension_number" | "mac_address" | "description" | "company" | "business" | "mobile_phone" | "email";

/** What a new record of the kind is asked for, and where it goes; the rest is filled in beside the list afterwards. */
const ASKED: { readonly [kind in RecordKind]: readonly [Asked, string][] } = {
  phone: [
    ["name", "/name"],
    ["mac_address", "/mac_address"],
  ],
  group: [
    ["name", "/name"],
    ["description", "/description"],
  ],
  ring_group: [
    ["name", "/name"],
    ["extension_number", "/extension_number"],
  ],
  call_queue: [
    ["name", "/name"],
    ["extension_number", "/extension_number"],
  ],
  contact: [
    ["name", "/name"],
    ["company", "/company"],
    ["business", "/business"],
    ["mobile_phone", "/mobile_phone"],
    ["email", "/email"],
  ],
};

export function NewRecord({ kind, account, onClose }: { kind: RecordKind; account: { id: Id; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const state = useListState();
  const [texts, setTexts] = useState<{ readonly [path: string]: string }>({});
  const [owner, setOwner] = useState<{ id: Id; name: string } | null>(null);
  const [made, setMade] = useState<MadeBy>({ vendor: "", model: "" });
  const create = useMutation({
    mutationFn: () => {
      let fields: Json = owner ? { owner_id: owner.id } : {};
      const wanted = { ...texts, "/provision/endpoint_brand": made.vendor, "/provision/endpoint_model": made.model };
      for (const [path, text] of Object.entries(wanted)) {
        if (text.trim()) fields = writePointer(fields, tokensOf(path), text.trim()) ?? {};
      }
      return createRecord(engine, account.id, kind, fields as Fields);
    },
    onSuccess: ({ id }) => {
      onClose();
      state.set({ open: id });
    },
  });
  const complete = Boolean(texts["/name"]?.trim()) && !create.isPending;
  const hints: { readonly [asked in Asked]?: string } = { mac_address: t("records.macHint"), extension_number: t("records.teamExtensionHint") };
  const known = ASKED[kind].some(([, path]) => fieldErrors(create.error, path).length > 0);
  return (
    <FormDialog
      title={t(`records.new_${kind}`)}
      onClose={onClose}
      action={t("records.create")}
      isReady={complete}
      onSubmit={() => create.mutate()}
      error={!known && create.error}
    >
      {ASKED[kind].map(([asked, path], index) => (
        <Field
          key={path}
          label={t(`columns.${asked}`)}
          hint={hints[asked]}
          autoFocus={index === 0}
          value={texts[path] ?? ""}
          onChange={(text) => setTexts({ ...texts, [path]: text })}
          errors={fieldErrors(create.error, path)}
        />
      ))}
      {kind === "phone" && <ModelFields value={made} onChange={setMade} />}
      {kind === "phone" && <PersonPicker label={t("columns.owner")} accountId={account.id} name={owner?.name ?? ""} onPick={setOwner} placeholder={t("records.nobody")} />}
    </FormDialog>
  );
}
