import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { setPreference, usePreferences } from "../../app/preferences";
import { useSetTrail } from "../../app/trail";
import { Row, Section } from "../../design/Field";
import { Page } from "../../design/Page";
import { Select } from "../../design/Select";
import { LANGUAGE_NAMES, LANGUAGES } from "../../i18n";
import { ThisComputer } from "../computer/ThisComputer";
import { CopySettings } from "../copy/CopySettings";
import { DeskSettings } from "../desk/DeskSettings";
import { LockSettings } from "../lock/LockSettings";
import { RemotesSettings } from "../remotes/RemotesSettings";
import { Installation } from "./Installation";

export function SettingsPage() {
  const { t } = useTranslation();
  const { theme, contrast, density, language } = usePreferences();
  useSetTrail([{ id: "settings", name: t("settings.title"), kind: "page" }]);
  return (
    <Page icon="settings" title={t("settings.title")} subtitle={t("settings.hint")} actions={<Link to="/about">{t("about.title")}</Link>}>
        <Section title={t("settings.look")} hint={t("settings.lookHint")}>
          <Row label={t("settings.theme")}>
            <Select
              label={t("settings.theme")}
              labelHidden
              value={theme}
              onChange={(value) => void setPreference({ theme: value })}
              options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`settings.theme_${value}`) }))}
            />
          </Row>
          <Row label={t("settings.contrast")}>
            <Select
              label={t("settings.contrast")}
              labelHidden
              value={contrast}
              onChange={(value) => void setPreference({ contrast: value })}
              options={(["system", "more"] as const).map((value) => ({ value, label: t(`settings.contrast_${value}`) }))}
            />
          </Row>
          <Row label={t("settings.density")}>
            <Select
              label={t("settings.density")}
              labelHidden
              value={density}
              onChange={(value) => void setPreference({ density: value })}
              options={(["compact", "comfortable"] as const).map((value) => ({ value, label: t(`settings.density_${value}`) }))}
            />
          </Row>
          <Row label={t("settings.language")}>
            <Select
              label={t("settings.language")}
              labelHidden
              value={language}
              onChange={(value) => void setPreference({ language: value })}
              options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            />
          </Row>
        </Section>
        <LockSettings />
        <DeskSettings />
        <ThisComputer />
        <CopySettings />
        <RemotesSettings />
        <Installation />
      </Page>
  );
}
