import { useTranslation } from "react-i18next";
import { Chip, type Tone } from "../../design/Chip";
import type { IconName } from "../../design/Icon";

const STATUSES = ["READY", "NOT_READY", "QUEUE_CALL", "OTHER_CALL", "WRAP_UP", "BREAK", "LUNCH", "LOGGED_OUT", "OFFLINE"] as const;
const AGENT_LOOKS: { readonly [status in (typeof STATUSES)[number]]: { tone: Tone; icon: IconName } } = {
  READY: { tone: "ok", icon: "available" },
  NOT_READY: { tone: "warn", icon: "pause" },
  QUEUE_CALL: { tone: "danger", icon: "busy" },
  OTHER_CALL: { tone: "danger", icon: "busy" },
  WRAP_UP: { tone: "warn", icon: "edit" },
  BREAK: { tone: "warn", icon: "pause" },
  LUNCH: { tone: "warn", icon: "lunch" },
  LOGGED_OUT: { tone: "plain", icon: "sign_out" },
  OFFLINE: { tone: "plain", icon: "offline" },
};

/** What the agent says he is doing, or what the queue sees. */
export function AgentState({ status }: { status: string }) {
  const { t } = useTranslation();
  const known = STATUSES.find((name) => name === status) ?? "LOGGED_OUT";
  const { tone, icon } = AGENT_LOOKS[known];
  return (
    <Chip icon={icon} tone={tone}>
      {t(`agentStates.${known}`)}
    </Chip>
  );
}
