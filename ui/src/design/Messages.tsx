import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Icon } from "./Icon";
import styles from "./Messages.module.css";
import { dismiss, useMessages } from "./notices";
import { useWorks } from "./works";

/** The corner where messages wait to be dismissed; a live region, so that a screen reader says them. */
export function Messages() {
  const { t } = useTranslation();
  const messages = useMessages();
  const works = useWorks();
  return (
    <section className={styles.stack} aria-label={t("common.messages")} aria-live="polite">
      {works.map((work) => (
        <div key={work.id} className={styles.message}>
          <label className={styles.work}>
            <span>{t("works.state", { label: work.label, done: work.done.toLocaleString(), total: work.total.toLocaleString() })}</span>
            <progress value={work.done} max={Math.max(1, work.total)} />
          </label>
          <Button onPress={work.cancel}>{t("common.cancel")}</Button>
        </div>
      ))}
      {messages.map((message) => (
        <div key={message.id} className={`${styles.message} ${styles[message.tone]}`}>
          <Icon name={message.tone === "ok" ? "check" : "warning"} />
          <span className={styles.text}>{message.text}</span>
          {message.action && (
            <Button
              onPress={() => {
                dismiss(message.id);
                void message.action?.run();
              }}
            >
              {message.action.label}
            </Button>
          )}
          <Button look="quiet" icon="close" aria-label={t("common.dismiss")} onPress={() => dismiss(message.id)} />
        </div>
      ))}
    </section>
  );
}
