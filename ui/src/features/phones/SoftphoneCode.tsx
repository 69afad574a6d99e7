import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { softphoneCode } from "../../api/phones";
import { problemMessage } from "../../api/problems";
import type { AnyRecord } from "../../api/records";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Notice } from "../../design/states";
import styles from "./Phones.module.css";

/** Modules of white that a reader needs around the code. */
const QUIET = 4;

/** The code that a softphone's camera reads. It is asked for when somebody wants to see it, and gone with the dialog. */
export function SoftphoneCode({ record, onClose }: { record: AnyRecord; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const show = useMutation({ mutationFn: () => softphoneCode(engine, record.id), gcTime: 0 });
  return (
    <Dialog title={t("phones.codeTitle", { name: record.label })} isOpen onClose={onClose}>
      <Notice tone="warn">{t("phones.codeWarning")}</Notice>
      <p className={styles.hint}>{t("phones.codeContent")}</p>
      {show.error && <Notice tone="danger">{problemMessage(t, show.error)}</Notice>}
      {show.data ? (
        <Modules rows={show.data.rows} label={t("phones.codeImage", { name: record.label })} />
      ) : (
        <Button icon="lock" look="primary" isDisabled={show.isPending} onPress={() => show.mutate()}>
          {t("phones.showCode")}
        </Button>
      )}
    </Dialog>
  );
}

/** Black on white in every theme: readers want it so. */
function Modules({ rows, label }: { rows: readonly string[]; label: string }) {
  const size = rows.length + 2 * QUIET;
  const path = rows.flatMap((row, y) => [...row].flatMap((module, x) => (module === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : []))).join("");
  return (
    // The button that had the focus is gone; without a new place for it Escape would not close the dialog.
    <svg ref={(drawn) => drawn?.focus()} tabIndex={-1} className={styles.code} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
