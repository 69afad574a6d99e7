import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Row } from "../../design/Field";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import type { Computer } from "../../platform";
import styles from "./ThisComputer.module.css";

const KEY = ["computer", "kiosk-autostart"];

/** Whether this computer shows the reception once somebody has signed in to it. */
export function KioskAutostart({ computer }: { computer: Computer }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // The desktop's own settings can switch it, too.
  const { data: on } = useQuery({ queryKey: KEY, queryFn: () => computer.kioskAutostart(), staleTime: 0 });
  const change = useMutation({
    mutationFn: (wanted: boolean) => computer.kioskAutostart(wanted),
    onSuccess: (is) => queries.setQueryData(KEY, is),
  });
  if (on === undefined || on === null) return null;
  return (
    <Row label={t("computer.kiosk")}>
      <Toggle label={t("computer.kioskStarts")} isSelected={on} isDisabled={change.isPending} onChange={(wanted) => change.mutate(wanted)} />
      <p className={styles.why}>{t("computer.kioskHint")}</p>
      {change.error && <Notice tone="danger">{t("computer.kioskRefused", { detail: String(change.error) })}</Notice>}
    </Row>
  );
}
