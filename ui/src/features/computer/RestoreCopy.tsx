import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../design/ConfirmDialog";
import { Notice } from "../../design/states";
import { bytesText } from "../../i18n/format";
import type { Computer, Copy, Refused } from "../../platform";
import styles from "./ThisComputer.module.css";

/** Says what the copy holds and what becomes of the office that it replaces, before anything happens. */
export function RestoreCopy({ copy, computer, onClose }: { copy: Copy; computer: Computer; onClose: () => void }) {
  const { t } = useTranslation();
  const restore = useMutation({ mutationFn: computer.restoreCopy });
  return (
    <ConfirmDialog
      title={t("computer.restoreTitle")}
      onClose={onClose}
      action={t("computer.restoreNow")}
      icon="undo"
      isReady={!restore.isPending}
      onConfirm={() => restore.mutate()}
    >
      <p>
        <bdi className={styles.path}>{copy.path}</bdi>
      </p>
      <p>{t("computer.whole", { count: copy.records, size: bytesText(copy.bytes) })}</p>
      <p>{t("computer.restoreWhat")}</p>
      {restore.error && <Notice tone="danger">{(restore.error as unknown as Refused).detail}</Notice>}
    </ConfirmDialog>
  );
}
