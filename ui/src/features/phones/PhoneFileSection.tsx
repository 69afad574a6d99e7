import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { phoneFileQuery, type PhoneFile } from "../../api/phones";
import { problemMessage } from "../../api/problems";
import type { AnyRecord } from "../../api/records";
import { Button } from "../../design/Button";
import { Chip } from "../../design/Chip";
import { Section } from "../../design/Field";
import { Loading, Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import { CopyKeys } from "./CopyKeys";
import { KeyEditor } from "./KeyEditor";
import { PhonePassword } from "./PhonePassword";
import styles from "./Phones.module.css";
import { SoftphoneCode } from "./SoftphoneCode";

type Opened = "keys" | "copy" | "code" | null;

/** What the phone fetches, with its keys, and who fetched it. */
export function PhoneFileSection({ record }: { record: AnyRecord }) {
  const { t } = useTranslation();
  const query = useQuery(phoneFileQuery(useEngine(), record.id));
  const [opened, setOpened] = useState<Opened>(null);
  if (query.isPending) return <Loading rows={3} />;
  if (query.isError) return <Notice tone="danger">{problemMessage(t, query.error)}</Notice>;
  const file = query.data;
  const used = file.keys.filter((key) => key.type !== "none").length;
  const close = () => setOpened(null);
  return (
    <>
      <Section title={t("phones.keys")} hint={t(file.has_own_keys ? "phones.ownKeys" : "phones.personsKeysShort", { count: used })}>
        <div className={styles.verbs}>
          <Button icon="keyboard" onPress={() => setOpened("keys")}>
            {t("phones.editKeys")}
          </Button>
          <Button icon="people" isDisabled={file.keys.length === 0} onPress={() => setOpened("copy")}>
            {t("phones.copyKeys")}
          </Button>
          <Button icon="lock" onPress={() => setOpened("code")}>
            {t("phones.softphone")}
          </Button>
        </div>
      </Section>
      <FileOf record={record} file={file} />
      <Fetches file={file} />
      {opened === "keys" && <KeyEditor record={record} file={file} onClose={close} />}
      {opened === "copy" && <CopyKeys record={record} onClose={close} />}
      {opened === "code" && <SoftphoneCode record={record} onClose={close} />}
    </>
  );
}

function FileOf({ record, file }: { record: AnyRecord; file: PhoneFile }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [copied, setCopied] = useState(false);
  return (
    <Section title={t("phones.file")} hint={t("phones.fileHint")}>
      {!file.vendor && <Notice tone="info">{t("phones.noVendor")}</Notice>}
      {file.vendor && !file.is_served && <Notice tone="info">{t("phones.notServed")}</Notice>}
      {file.vendor && file.is_served && !file.address && <Notice tone="info">{t("phones.noMac")}</Notice>}
      {file.problem && <Notice tone="danger">{t("phones.unwritable", { setting: file.problem.setting, detail: file.problem.detail })}</Notice>}
      {file.address && (
        <>
          {(!file.is_private || !file.address.startsWith("https:")) && <Notice tone="warn">{t(file.is_private ? "phones.onlyHere" : "phones.plain")}</Notice>}
          <div className={styles.address}>
            <code dir="ltr">{file.address}</code>
            <Button
              look="quiet"
              onPress={() => void navigator.clipboard.writeText(file.address ?? "").then(() => setCopied(true))}
            >
              {t(copied ? "phones.addressCopied" : "phones.copyAddress")}
            </Button>
          </div>
          <PhonePassword record={record} file={file} />
        </>
      )}
      {file.text && (
        <>
          <Button look="quiet" icon={shown ? "up" : "down"} aria-expanded={shown} onPress={() => setShown(!shown)}>
            {t(shown ? "phones.hideFile" : "phones.showFile")}
          </Button>
          {shown && (
            <pre className={styles.text} dir="ltr" tabIndex={0} aria-label={t("phones.file")}>
              {file.text}
            </pre>
          )}
        </>
      )}
    </Section>
  );
}

const OUTCOMES = {
  fetched: { tone: "ok", icon: "download" },
  without_password: { tone: "ok", icon: "lock" },
  asked: { tone: "ok", icon: "search" },
  refused_plain: { tone: "danger", icon: "warning" },
  unwritable: { tone: "danger", icon: "warning" },
} as const;
type Outcome = keyof typeof OUTCOMES;

function Fetches({ file }: { file: PhoneFile }) {
  const { t } = useTranslation();
  return (
    <Section
      title={t("phones.fetches")}
      actions={
        file.is_changed === null ? undefined : file.is_changed ? (
          <Chip tone="warn" icon="edit">
            {t("phones.isChanged")}
          </Chip>
        ) : (
          <Chip tone="ok" icon="available">
            {t("phones.isCurrent")}
          </Chip>
        )
      }
    >
      {file.fetches.length === 0 && <p className={styles.hint}>{t("phones.noFetches")}</p>}
      {file.fetches.length > 0 && (
        <ol className={styles.fetches} aria-label={t("phones.fetches")}>
          {file.fetches.map((fetch, index) => (
            <li key={`${fetch.at} ${index}`}>
              <Chip tone={OUTCOMES[fetch.outcome as Outcome].tone} icon={OUTCOMES[fetch.outcome as Outcome].icon}>
                {t(`phones.outcome_${fetch.outcome as Outcome}`)}
              </Chip>
              <time dateTime={fetch.at}>{formatDateTime(fetch.at)}</time>
              <bdi dir="ltr">{fetch.ip}</bdi>
              <bdi className={styles.agent}>{fetch.user_agent}</bdi>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
