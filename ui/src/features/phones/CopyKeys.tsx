import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import type { BulkRow } from "../../api/many";
import { copyKeys } from "../../api/phones";
import { problemMessage } from "../../api/problems";
import { editRecord, readList, type AnyRecord } from "../../api/records";
import type { Change, Id, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Icon } from "../../design/Icon";
import { announce } from "../../design/notices";
import selectStyles from "../../design/Select.module.css";
import { Loading, Notice } from "../../design/states";
import { cellText } from "../lists/cells";
import styles from "./Phones.module.css";

const SHOWN_MAX = 500;

/** Other phones that get the same keys; it can be taken back. */
export function CopyKeys({ record, onClose }: { record: AnyRecord; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const list = useQuery({ queryKey: ["account", record.account_id, "list", "phone", "copy"], queryFn: () => readList(engine, record.account_id, "phone", { from: 0, count: SHOWN_MAX, sort: "name" }) });
  const others = (list.data?.rows ?? []).filter((row) => row.id !== record.id);
  const again = () => void queries.invalidateQueries({ queryKey: ["phone"] });
  const undo = async (rows: readonly BulkRow[]) => {
    try {
      for (const row of rows) {
        for (const { path, from, to } of row.changes) {
          const back: Change = { path, from: to as Json, ...(from === undefined ? {} : { to: from as Json }) };
          await editRecord(engine, "phone", row.id, [back]);
        }
      }
      again();
      announce({ tone: "ok", text: t("phones.copyUndone", { count: rows.length }) });
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  const copy = useMutation({
    mutationFn: () => copyKeys(engine, record.id, [...chosen]),
    onSuccess: (rows) => {
      const failed = rows.filter((row) => row.problem).length;
      const done = rows.filter((row) => row.changes.length > 0);
      again();
      onClose();
      announce({
        tone: failed > 0 ? "danger" : "ok",
        text: failed > 0 ? t("many.partly", { done: done.length, failed }) : t("phones.copied", { count: done.length }),
        ...(done.length > 0 ? { action: { label: t("common.undo"), run: () => undo(done) } } : {}),
      });
    },
  });
  return (
    <Dialog
      title={t("phones.copyTitle", { name: record.label })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={chosen.length === 0 || copy.isPending} onPress={() => copy.mutate()}>
            {t("phones.copyTo", { count: chosen.length })}
          </Button>
        </>
      }
    >
      {copy.error && <Notice tone="danger">{problemMessage(t, copy.error)}</Notice>}
      {list.isPending && <Loading rows={4} />}
      {list.error && <Notice tone="danger">{problemMessage(t, list.error)}</Notice>}
      {list.data && (
        <ListBox
          className={`${selectStyles.list} ${styles.others}`}
          aria-label={t("phones.otherPhones")}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => setChosen(keys === "all" ? others.map((row) => row.id) : [...keys].map(String))}
          items={others}
          renderEmptyState={() => <p className={selectStyles.item}>{t("phones.noOthers")}</p>}
        >
          {(row) => (
            <ListBoxItem id={row.id} textValue={cellText(row, "name")} className={selectStyles.item}>
              {({ isSelected }) => (
                <>
                  <Icon name={isSelected ? "check" : "phone"} size={14} />
                  <span className={selectStyles.itemLabel}>{cellText(row, "name")}</span>
                  <span className={selectStyles.itemDetail}>{[cellText(row, "owner"), cellText(row, "model")].filter(Boolean).join(" · ")}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      )}
    </Dialog>
  );
}
