import { useTranslation } from "react-i18next";
import type { Letter } from "../../api/outgoing";
import en from "../../i18n/en.json";

type Reason = keyof typeof en.mailReasons;

const isReason = (name: string): name is Reason => name in en.mailReasons;

/** Why a letter has not been sent, in words, with what the mail server said. */
export function useReason(): (letter: Letter) => string {
  const { t } = useTranslation();
  return ({ reason, answer }) => {
    if (reason == null) return "";
    const text = isReason(reason) ? t(`mailReasons.${reason}`) : reason;
    return answer ? `${text} (${answer})` : text;
  };
}
