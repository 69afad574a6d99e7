import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors, type Problem } from "../../api/problems";
import { Button } from "../../design/Button";
import { Field, Row, Section } from "../../design/Field";
import { Icon } from "../../design/Icon";
import { Select } from "../../design/Select";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import type { Draft } from "../../lib/draft";
import { innerDraft } from "../../lib/inner-draft";
import styles from "./Mail.module.css";
import { TestLetter } from "./TestLetter";

const SECURITY = ["starttls", "tls", "none"] as const;
const PORTS: { readonly [security: string]: string } = { starttls: "587", tls: "465", none: "25" };
/** What makes the server another one, so that the password has to be typed again. */
const PLACE = ["/smtp/host", "/smtp/port", "/smtp/security", "/smtp/username"];

/** Through which server letters leave. Without one they wait in the outbox, where their links can be handed over. */
export function MailServer({ draft, problem }: { draft: Draft; problem: Problem | null }) {
  const { t } = useTranslation();
  const [testing, setTesting] = useState(false);
  const smtp = innerDraft(draft, "/smtp");
  const line = (key: string) => ({ value: smtp.text(key), changed: smtp.changed(key), errors: fieldErrors(problem, `/smtp/${key}`) });
  const typed = (key: string) => (text: string) => smtp.set(key, text.trim() === "" ? undefined : text);
  const security = smtp.text("security") || "starttls";
  const isMoved = !smtp.isNew && PLACE.some((path) => draft.changed(path)) && smtp.text("username") !== "" && !draft.changed("/smtp/password");
  return (
    <Section
      title={t("mail.server")}
      hint={t("mail.serverHint")}
      actions={
        <Link to="/settings/outbox" className={styles.link}>
          <Icon name="mail" />
          {t("mail.toOutbox")}
        </Link>
      }
    >
      <Row label={t("mail.sendLetters")} changed={smtp.isNew}>
        <Toggle label={t("mail.sendLettersHint")} isSelected={smtp.isOn} onChange={(on) => smtp.turn(on ? { host: "", from: "", security: "starttls" } : undefined)} />
      </Row>
      {smtp.isOn && (
        <>
          <Field label={t("mail.host")} placeholder={t("mail.hostExample")} {...line("host")} onChange={(text) => smtp.set("host", text.trim())} />
          <Row label={t("mail.security")} changed={smtp.changed("security")}>
            <Select
              label={t("mail.security")}
              labelHidden
              value={security}
              onChange={(to) => smtp.set("security", to)}
              options={SECURITY.map((name) => ({ value: name, label: t(`mail.security_${name}`) }))}
            />
          </Row>
          {security === "none" && <Notice tone="warn">{t("mail.openWarning")}</Notice>}
          <Field
            label={t("mail.port")}
            placeholder={PORTS[security] ?? ""}
            inputMode="numeric"
            {...line("port")}
            onChange={(text) => smtp.set("port", text.trim() === "" ? undefined : /^[0-9]{1,5}$/.test(text) ? Number(text) : text)}
          />
          <Field label={t("fields.username")} hint={t("mail.usernameHint")} autoComplete="off" {...line("username")} onChange={typed("username")} />
          <Field label={t("fields.password")} hint={t("mail.passwordHint")} type="password" autoComplete="new-password" {...line("password")} onChange={(text) => smtp.set("password", text === "" ? undefined : text)} />
          {isMoved && <Notice tone="info">{t("mail.typeAgain")}</Notice>}
          <Field label={t("mail.from")} hint={t("mail.fromHint")} {...line("from")} onChange={(text) => smtp.set("from", text)} />
          <Row label={t("mail.test")}>
            <span>
              <Button icon="send" isDisabled={draft.dirty} onPress={() => setTesting(true)}>
                {t("mail.testSend")}
              </Button>{" "}
              {draft.dirty && <span className={styles.faint}>{t("mail.saveFirst")}</span>}
            </span>
          </Row>
        </>
      )}
      {testing && <TestLetter onClose={() => setTesting(false)} />}
    </Section>
  );
}
