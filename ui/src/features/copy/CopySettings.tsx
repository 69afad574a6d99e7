import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { copyQuery } from "../../api/copy";
import { useEngine } from "../../api/context";
import { Button } from "../../design/Button";
import { Section } from "../../design/Field";
import styles from "./Copy.module.css";
import { stateOf } from "./words";

/** Where a person looks first for the way to a server. */
export function CopySettings() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const status = useQuery(copyQuery(useEngine())).data;
  if (!status?.able) return null;
  const connected = status.address != null;
  return (
    <Section
      title={t("copy.title")}
      hint={t(`copy.hint_${stateOf(status)}`)}
      actions={<Button onPress={() => void navigate({ to: connected ? "/copy" : "/connect" })}>{t(connected ? "copy.look" : "copy.connect")}</Button>}
    >
      {connected && <p className={styles.facts}>{t("copy.with", { username: status.username, address: status.address })}</p>}
    </Section>
  );
}
