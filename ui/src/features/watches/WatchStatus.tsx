import { useTranslation } from "react-i18next";
import type { Delivery, Watch } from "../../api/watches";
import { Chip, type Tone } from "../../design/Chip";
import type { IconName } from "../../design/Icon";

export const isOn = (watch: Watch): boolean => watch.fields["enabled"] !== false;

/** Whether the watch is told of changes. */
export function WatchStatus({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  return isOn(watch) ? (
    <Chip tone="ok" icon="available">
      {t("watches.on")}
    </Chip>
  ) : (
    <Chip tone="warn" icon="pause">
      {t("watches.paused")}
    </Chip>
  );
}

const LOOKS = {
  pending: { tone: "info", icon: "timer" },
  retrying: { tone: "warn", icon: "undo" },
  delivered: { tone: "ok", icon: "check" },
  parked: { tone: "danger", icon: "warning" },
} as const satisfies { [status: string]: { tone: Tone; icon: IconName } };

const isKnown = (status: string): status is keyof typeof LOOKS => status in LOOKS;

/** How a delivery stands. */
export function DeliveryStatus({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const status = isKnown(delivery.status) ? delivery.status : "pending";
  return <Chip {...LOOKS[status]}>{t(`watches.status_${status}`)}</Chip>;
}
