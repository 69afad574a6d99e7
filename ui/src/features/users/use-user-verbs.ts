import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useHost } from "../../api/context";
import { readCard } from "../../api/files";
import { problemMessage } from "../../api/problems";
import type { User } from "../../api/types";
import type { Verb } from "../../design/ContextMenu";
import { announce } from "../../design/notices";

interface Asks {
  onClone: () => void;
  onCopyRules: () => void;
  onDelete: () => void;
}

/** What can be done with a person besides editing; what may not be done says why. */
export function useUserVerbs(user: User | undefined, asks: Asks): Verb[] {
  const { t } = useTranslation();
  const { engine, platform } = useHost();
  const navigate = useNavigate();
  if (!user) return [];
  const refused = user.may.delete ? undefined : t("accounts.mayNot");
  const saveCard = async () => {
    try {
      await platform.saveFile(`${user.display_name}.vcf`, "text/vcard", await readCard(engine, user.id));
    } catch (error) {
      announce({ tone: "danger", text: problemMessage(t, error) });
    }
  };
  return [
    { id: "clone", icon: "copy", label: t("users.clone"), disabledReason: refused, run: asks.onClone },
    { id: "copy-rules", icon: "forward", label: t("copyRules.verb"), disabledReason: refused, run: asks.onCopyRules },
    { id: "card", icon: "contact", label: t("users.card"), run: () => void saveCard() },
    { id: "print", icon: "print", label: t("print.rulesVerb"), run: () => void navigate({ to: "/print/rules/$id", params: { id: user.id } }) },
    { id: "delete", icon: "trash", label: t("users.delete"), danger: true, separated: true, disabledReason: refused, run: asks.onDelete },
  ];
}
