import { useTranslation } from "react-i18next";
import { Chip } from "../../design/Chip";

const STATUS_LOOKS = {
  OFFLINE: { tone: "plain", icon: "pause" },
  ONLINE: { tone: "info", icon: "available" },
  ON_CALL: { tone: "ok", icon: "phone" },
} as const;

/** Whether a room is open, and how many are in it. */
export function RoomStatus({ status, seated }: { status: string; seated: number }) {
  const { t } = useTranslation();
  const known = status === "ONLINE" || status === "ON_CALL" ? status : "OFFLINE";
  return (
    <Chip tone={STATUS_LOOKS[known].tone} icon={STATUS_LOOKS[known].icon}>
      {known === "ON_CALL" ? t("meetings.seated", { count: seated }) : t(`meetings.status_${known}`)}
    </Chip>
  );
}
