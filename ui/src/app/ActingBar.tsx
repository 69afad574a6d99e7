import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../design/Button";
import { Icon } from "../design/Icon";
import { actIn, useActing } from "./acting";
import { useSession } from "./session";
import styles from "./Shell.module.css";

/** Says above everything in whose account one acts, for as long as one does. */
export function ActingBar() {
  const { t } = useTranslation();
  const acting = useActing();
  const own = useSession()?.account;
  const navigate = useNavigate();
  if (!acting) return null;
  const leave = () => {
    actIn(null);
    if (own) void navigate({ to: "/accounts/$id/$tab", params: { id: acting.id, tab: "overview" } });
  };
  return (
    <div className={styles.acting} role="status">
      <Icon name="account" />
      <strong>{t("acting.in", { name: acting.name })}</strong>
      <span className={styles.actingHint}>{t("acting.hint")}</span>
      <Button icon="sign_out" onPress={leave}>
        {t("acting.leave")}
      </Button>
    </div>
  );
}
