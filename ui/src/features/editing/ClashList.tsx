import { useTranslation } from "react-i18next";
import type { Clash, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import styles from "./SaveBar.module.css";

interface ClashListProps {
  clashes: readonly Clash[];
  placeName: (path: string) => string;
  valueName: (path: string, value: Json | undefined) => string;
  onChoose: (clash: Clash, choice: "mine" | "theirs") => void;
}

/** Somebody else changed the same fields meanwhile: both values side by side, one choice each. */
export function ClashList({ clashes, placeName, valueName, onChoose }: ClashListProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.clashes} role="alert">
      <p className={styles.clashTitle}>
        <Icon name="warning" />
        {t("edit.clash", { count: clashes.length })}
      </p>
      <ul>
        {clashes.map((clash) => (
          <li key={clash.path} className={styles.clash} aria-label={placeName(clash.path)}>
            <strong>{placeName(clash.path)}</strong>
            <Button icon="person" onPress={() => onChoose(clash, "mine")}>
              {t("edit.mine", { value: valueName(clash.path, clash.mine) })}
            </Button>
            <Button icon="people" onPress={() => onChoose(clash, "theirs")}>
              {t("edit.theirs", { value: valueName(clash.path, clash.theirs) })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
