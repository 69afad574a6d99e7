import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSetTrail } from "../../app/trail";
import { useEngine } from "../../api/context";
import { discardLetter, letterLink, outboxQuery, retryLetter, TRAYS, type Letter, type TrayName } from "../../api/outgoing";
import { problemMessage } from "../../api/problems";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Dialog } from "../../design/Dialog";
import { announce } from "../../design/notices";
import { Page } from "../../design/Page";
import { Empty, Failed, Loading, Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import styles from "./Mail.module.css";
import { useReason } from "./reasons";

/** Letters that wait, could not be sent, or were sent; the link of one that has one can be handed over in its place. */
export function OutboxPage() {
  const { t } = useTranslation();
  const outbox = useQuery(outboxQuery(useEngine()));
  const [handing, setHanding] = useState<Letter | null>(null);
  useSetTrail([{ id: "outbox", name: t("mail.outbox"), kind: "page" }]);
  const trays = outbox.data?.trays ?? [];
  const parked = trays.find((tray) => tray.name === "parked")?.count ?? 0;
  return (
    <Page
      icon="mail"
      title={t("mail.outbox")}
      subtitle={t("mail.outboxHint")}
      chips={parked > 0 && <Chip tone="danger" icon="warning">{t("mail.parkedCount", { count: parked })}</Chip>}
      actions={<Link to="/settings" className={styles.link}>{t("mail.toSettings")}</Link>}
    >
      {outbox.isPending && <Loading rows={6} />}
      {outbox.isError && !outbox.data && <Failed error={outbox.error} onRetry={() => void outbox.refetch()} />}
      {outbox.data && !outbox.data.has_mail_server && (
        <div className={styles.notice}>
          <Notice tone="info">{t("mail.noServer")}</Notice>
        </div>
      )}
      {outbox.data && trays.every((tray) => tray.count === 0) && (
        <Empty icon="mail" title={t("mail.empty")}>
          {t("mail.emptyHint")}
        </Empty>
      )}
      {TRAYS.map((name) => {
        const tray = trays.find((entry) => entry.name === name);
        return tray && tray.count > 0 ? <Tray key={name} name={name} count={tray.count} letters={tray.letters} onHand={setHanding} /> : null;
      })}
      {handing && <HandOver letter={handing} onClose={() => setHanding(null)} />}
    </Page>
  );
}

function Tray({ name, count, letters, onHand }: { name: TrayName; count: number; letters: readonly Letter[]; onHand: (letter: Letter) => void }) {
  const { t } = useTranslation();
  const title = t(`mail.tray_${name}`, { count });
  return (
    <section className={styles.tray}>
      <h2>{title}</h2>
      <ul className={styles.letters} aria-label={title}>
        {letters.map((letter) => (
          <Line key={letter.id} tray={name} letter={letter} onHand={onHand} />
        ))}
      </ul>
      {letters.length < count && <p className={styles.faint}>{t("mail.newestOnly", { count: letters.length })}</p>}
    </section>
  );
}

function Line({ tray, letter, onHand }: { tray: TrayName; letter: Letter; onHand: (letter: Letter) => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const reason = useReason();
  const done = { onSettled: () => queries.invalidateQueries({ queryKey: ["outbox"] }), onError: (error: unknown) => announce({ tone: "danger", text: problemMessage(t, error) }) };
  const retry = useMutation({ mutationFn: () => retryLetter(engine, letter.id), ...done });
  const discard = useMutation({ mutationFn: () => discardLetter(engine, letter.id), ...done });
  const busy = retry.isPending || discard.isPending;
  const about = t("mail.letterTo", { to: letter.to, subject: letter.subject });
  const why = reason(letter);
  return (
    <li className={styles.letter} aria-label={about}>
      <span className={styles.what}>
        <strong>{letter.to}</strong>
        <span>{letter.subject}</span>
        {why !== "" && <span className={tray === "parked" ? styles.bad : styles.faint}>{why}</span>}
      </span>
      <span className={styles.when}>
        {tray === "waiting" && letter.attempts > 0 && letter.next && <span>{t("mail.nextTry", { when: formatDateTime(letter.next), count: letter.attempts })}</span>}
        <time dateTime={letter.ended ?? letter.written}>{formatDateTime(letter.ended ?? letter.written)}</time>
      </span>
      <span className={styles.verbs}>
        {letter.has_link && (
          <Button look="quiet" icon="link" aria-label={`${t("mail.handOver")}: ${about}`} onPress={() => onHand(letter)}>
            {t("mail.handOver")}
          </Button>
        )}
        {tray !== "sent" && (
          <Button look="quiet" icon="send" isDisabled={busy} aria-label={`${t("mail.retry")}: ${about}`} onPress={() => retry.mutate()}>
            {t("mail.retry")}
          </Button>
        )}
        <Button look="quiet" icon="trash" isDisabled={busy} aria-label={`${t(tray === "sent" ? "mail.forget" : "mail.discard")}: ${about}`} onPress={() => discard.mutate()} />
      </span>
    </li>
  );
}

/** The link, hidden until it is asked for: whoever has it signs in as the reader. */
function HandOver({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [copied, setCopied] = useState(false);
  const link = useMutation({ mutationFn: () => letterLink(engine, letter.id), gcTime: 0 });
  const copy = (text: string) => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <Dialog
      title={t("mail.linkFor", { to: letter.to })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.close")}</Button>
          {link.data === undefined ? (
            <Button look="primary" icon="link" autoFocus isDisabled={link.isPending} onPress={() => link.mutate()}>
              {t("mail.showLink")}
            </Button>
          ) : (
            <Button look="primary" icon={copied ? "check" : "link"} onPress={() => copy(link.data)}>
              {t(copied ? "apiKey.copied" : "apiKey.copy")}
            </Button>
          )}
        </>
      }
    >
      <p>{t("mail.linkHint")}</p>
      {letter.useful_until && <p>{t("mail.linkUntil", { when: formatDateTime(letter.useful_until) })}</p>}
      {link.error && <Notice tone="danger">{problemMessage(t, link.error)}</Notice>}
      {link.data !== undefined && (
        <p className={styles.secret} dir="ltr">
          <code>{link.data}</code>
        </p>
      )}
    </Dialog>
  );
}
