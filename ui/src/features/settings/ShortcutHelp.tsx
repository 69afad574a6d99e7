import { useTranslation } from "react-i18next";
import { SHORTCUTS, TREE_SHORTCUTS } from "../../app/shortcut-keys";
import { Dialog } from "../../design/Dialog";
import styles from "./Settings.module.css";

export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shortcuts.title")} isOpen={isOpen} onClose={onClose}>
      {[
        { title: t("shortcuts.everywhere"), list: SHORTCUTS },
        { title: t("shortcuts.inTree"), list: TREE_SHORTCUTS },
      ].map((group) => (
        <section key={group.title} className={styles.keys}>
          <h3>{group.title}</h3>
          <dl>
            {group.list.map((entry) => (
              <div key={entry.id}>
                <dt>{t(`shortcuts.${entry.id}`)}</dt>
                <dd>
                  {entry.keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
