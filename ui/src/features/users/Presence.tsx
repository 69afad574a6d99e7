import { useTranslation } from "react-i18next";
import { STATES, type State } from "../../api/types";
import { Chip, type Tone } from "../../design/Chip";

const TONES: { readonly [state in State]: Tone } = {
  available: "ok",
  busy: "danger",
  do_not_disturb: "danger",
  away: "warn",
  lunch: "warn",
  business_trip: "warn",
  offline: "plain",
};

export function Presence({ presence }: { presence: string }) {
  const { t } = useTranslation();
  const state = STATES.find((entry) => entry === presence) ?? "available";
  return (
    <Chip tone={TONES[state]} icon={state}>
      {t(`states.${state}`)}
    </Chip>
  );
}
