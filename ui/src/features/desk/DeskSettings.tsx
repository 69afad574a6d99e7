import { useTranslation } from "react-i18next";
import { useState } from "react";
import { useHost } from "../../api/context";
import { useSession } from "../../app/session";
import { Row, Section } from "../../design/Field";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import { PersonPicker } from "../records/PersonPicker";
import { NOTICES, useChooseDesk, useDeskChoices, type NoticeKind } from "./choices";

/** Notices of the desktop, and the icon in its tray. */
export function DeskSettings() {
  const { t } = useTranslation();
  const { platform } = useHost();
  const { notices, me, closeToTray } = useDeskChoices();
  const choose = useChooseDesk();
  const session = useSession();
  const [permission, setPermission] = useState(platform.notices.permission());
  const set = async (kind: NoticeKind, on: boolean) => {
    if (on && permission === "ask") {
      const answered = await platform.notices.ask();
      setPermission(answered);
      if (answered !== "granted") return;
    }
    await choose({ notices: NOTICES.filter((one) => (one === kind ? on : notices.includes(one))) });
  };
  const unable = permission === "denied" || permission === "unable";
  return (
    <Section title={t("desk.title")} hint={t("desk.hint")}>
      {platform.tray && session && (
        <PersonPicker label={t("desk.me")} accountId={session.account.id} name={me?.name ?? ""} onPick={(person) => void choose({ me: person && { id: person.id, name: person.name } })} />
      )}
      {NOTICES.map((kind) => (
        <Row key={kind} label={t(`desk.notice_${kind}`)}>
          <Toggle label={t(`desk.notice_${kind}`)} labelHidden isSelected={!unable && notices.includes(kind)} isDisabled={unable} onChange={(on) => void set(kind, on)} />
        </Row>
      ))}
      {unable && <Notice tone="info">{t(`desk.${permission}`)}</Notice>}
      {platform.tray && (
        <Row label={t("desk.closeToTray")}>
          <Toggle label={t("desk.closeToTray")} labelHidden isSelected={closeToTray} onChange={(on) => void choose({ closeToTray: on })} />
        </Row>
      )}
    </Section>
  );
}
