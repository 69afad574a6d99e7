import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import type { PhoneFile, PhoneKey } from "../../api/phones";
import { problemMessage } from "../../api/problems";
import { editRecord, recordQuery, type AnyRecord } from "../../api/records";
import type { Change, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Notice } from "../../design/states";
import { Select } from "../../design/Select";
import { KeyFields } from "./KeyFields";
import { NOTHING, pagesOf, withKey } from "./layout";
import { PhoneDrawing } from "./PhoneDrawing";
import styles from "./Phones.module.css";

/** The keys of a phone, on a drawing of it. */
export function KeyEditor({ record, file, onClose }: { record: AnyRecord; file: PhoneFile; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [keys, setKeys] = useState<readonly PhoneKey[]>(file.keys);
  const [selected, setSelected] = useState(file.key_count > 1 ? 2 : 1);
  const [place, setPlace] = useState(0);
  const fields = useRef<HTMLDivElement>(null);
  const pages = pagesOf(file, keys.length);
  const page = pages[place] ?? pages[0];
  const settings = record.fields["provisioning"] as { keys?: Json } | undefined;
  const change = (wanted: readonly PhoneKey[] | undefined): Change[] => {
    if (wanted === undefined) return [{ path: "/provisioning/keys", from: settings?.keys as Json }];
    const list = wanted as unknown as Json;
    if (settings === undefined) return [{ path: "/provisioning", to: { keys: list } }];
    return [{ path: "/provisioning/keys", ...(settings.keys === undefined ? {} : { from: settings.keys }), to: list }];
  };
  const save = useMutation({
    mutationFn: (wanted: readonly PhoneKey[] | undefined) => editRecord(engine, "phone", record.id, change(wanted)),
    onSuccess: (saved) => {
      queries.setQueryData(recordQuery(engine, "phone", record.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["phone", record.id] });
      onClose();
    },
  });
  if (!page) return null;
  const turnTo = (index: number) => {
    const next = pages[index];
    if (!next) return;
    setPlace(index);
    setSelected(next.left.find((number) => number > 1) ?? next.left[0] ?? next.right[0] ?? 1);
  };
  const nameOf = (index: number) => {
    const at = pages[index];
    if (!at) return "";
    return at.module ? t("phones.modulePage", { module: at.module, name: file.module?.name, page: at.number }) : t("phones.page", { page: at.number });
  };
  return (
    <Dialog
      title={t("phones.keysOf", { name: record.label })}
      width="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          {file.has_own_keys && (
            <Button isDisabled={save.isPending} onPress={() => save.mutate(undefined)}>
              {t("phones.usePersons")}
            </Button>
          )}
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={save.isPending} onPress={() => save.mutate(keys)}>
            {t("phones.saveKeys")}
          </Button>
        </>
      }
    >
      {save.error && <Notice tone="danger">{problemMessage(t, save.error)}</Notice>}
      {!file.has_own_keys && <Notice tone="info">{t("phones.personsKeys")}</Notice>}
      {!file.model && <p className={styles.hint}>{t("phones.unknownModel")}</p>}
      {file.model && file.key_count < file.model.keys && <p className={styles.hint}>{t("phones.fileReaches", { count: file.key_count })}</p>}
      {pages.length > 1 && (
        <div className={styles.pages}>
          <Button icon="up" look="quiet" aria-label={t("phones.pageBefore")} isDisabled={place === 0} onPress={() => turnTo(place - 1)} />
          <Select label={t("phones.pages")} labelHidden value={String(place)} onChange={(index) => turnTo(Number(index))} options={pages.map((_, index) => ({ value: String(index), label: nameOf(index) }))} />
          <Button icon="down" look="quiet" aria-label={t("phones.pageNext")} isDisabled={place === pages.length - 1} onPress={() => turnTo(place + 1)} />
        </div>
      )}
      <PhoneDrawing
        page={page}
        keys={keys}
        selected={selected}
        onSelect={setSelected}
        onOpen={() => fields.current?.querySelector<HTMLElement>("button, input")?.focus()}
        title={file.model?.model ?? file.vendor ?? record.label}
        screen={file.model?.screen ?? []}
        label={t("phones.drawing")}
      />
      <KeyFields
        key={selected}
        boxRef={fields}
        accountId={record.account_id}
        number={selected}
        value={keys[selected - 2] ?? NOTHING}
        types={file.key_types}
        onChange={(key) => setKeys(withKey(keys, selected, key))}
      />
    </Dialog>
  );
}
