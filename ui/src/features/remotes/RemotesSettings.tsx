import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Button } from "../../design/Button";
import { Section } from "../../design/Field";

/** Where an administrator looks first for servers elsewhere. */
export function RemotesSettings() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  if (!session || session.role === "user") return null;
  return <Section title={t("remotes.title")} hint={t("remotes.hint")} actions={<Button onPress={() => void navigate({ to: "/remotes" })}>{t("remotes.open")}</Button>}>{null}</Section>;
}
