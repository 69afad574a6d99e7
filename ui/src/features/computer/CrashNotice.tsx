import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import type { Computer } from "../../platform";
import styles from "./ThisComputer.module.css";

const KEY = ["computer", "crash"];

/** Offers what was kept when the program failed last. It stays on this computer whatever the person does with it. */
export function CrashNotice({ computer, className }: { computer: Computer; className: string | undefined }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const report = useQuery({ queryKey: KEY, queryFn: computer.crashReport, staleTime: Infinity }).data;
  const [open, setOpen] = useState(false);
  if (!report) return null;
  const forget = async () => {
    await computer.forgetCrashes();
    queries.setQueryData(KEY, null);
  };
  return (
    <>
      <div className={className} role="status">
        <span>{t("computer.crashed")}</span>
        <Button onPress={() => setOpen(true)}>{t("computer.report")}</Button>
        <Button look="quiet" icon="close" aria-label={t("computer.forget")} onPress={() => void forget()} />
      </div>
      {open && (
        <Dialog
          title={t("computer.reportTitle")}
          isOpen
          width="wide"
          onClose={() => setOpen(false)}
          footer={
            <>
              <Button icon="trash" onPress={() => void forget()}>
                {t("computer.forget")}
              </Button>
              <Button look="primary" onPress={() => void navigator.clipboard.writeText(report)}>
                {t("computer.copyReport")}
              </Button>
            </>
          }
        >
          <p>{t("computer.reportHint")}</p>
          <pre className={styles.report} tabIndex={0}>
            {report}
          </pre>
        </Dialog>
      )}
    </>
  );
}
