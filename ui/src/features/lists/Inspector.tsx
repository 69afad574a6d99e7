import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../design/Button";
import { Icon, type IconName } from "../../design/Icon";
import { useListState } from "./list-search";
import styles from "./Lists.module.css";

/** The open record beside its list; on a narrow screen above it. Escape closes it. */
export function Inspector({ icon, title, actions, children }: { icon: IconName; title: string; actions?: React.ReactNode; children: React.ReactNode }) {
  const { t } = useTranslation();
  const state = useListState();
  const box = useRef<HTMLElement>(null);
  const close = () => {
    const list = box.current?.parentElement?.querySelector<HTMLElement>("[role=grid]");
    state.set({ open: undefined });
    list?.focus();
  };
  const open = state.open;
  useEffect(() => {
    box.current?.focus();
  }, [open]);
  return (
    <aside
      ref={box}
      className={styles.inspector}
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <header className={styles.inspectorHead}>
        <Icon name={icon} />
        <h2>{title}</h2>
        {actions}
        <Button look="quiet" icon="close" aria-label={t("common.close")} onPress={close} />
      </header>
      <div className={styles.inspectorBody}>{children}</div>
    </aside>
  );
}
