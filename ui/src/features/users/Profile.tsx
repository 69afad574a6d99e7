import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editUser } from "../../api/mutations";
import type { Problem } from "../../api/problems";
import { userQuery } from "../../api/queries";
import type { State, User } from "../../api/types";
import { Button } from "../../design/Button";
import { Row, Section } from "../../design/Field";
import { Select } from "../../design/Select";
import { Toggle } from "../../design/Toggle";
import { AfterPicture } from "../../lib/after-picture";
import { useDraft } from "../../lib/draft";
import { Text } from "../accounts/AccountOverview";
import { LanguageField } from "../editing/LanguageField";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { TimezoneField } from "../editing/TimezoneField";
import { PhotoRow } from "./Photo";
import { PasswordDialog } from "./PasswordDialog";
import { RoleField } from "./RoleField";

const PRESENCES = ["available", "away", "lunch", "business_trip"] as const satisfies readonly State[];
const CONTACT = ["first_name", "last_name", "display_name", "job_title", "department", "email", "work_phone", "mobile"] as const;

export function Profile({ user }: { user: User }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(user.fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [password, setPassword] = useState(false);
  const placeName = useFieldName();
  const valueName = useValueName();
  const key = userQuery(engine, user.id).queryKey;
  const frozen = !user.may.edit;
  // What only an administrator of the account may set; may.delete says whether the caller is one.
  const reserved = frozen || !user.may.delete;
  const text = { draft, problem };
  return (
    <>
      <Section title={t("users.now")}>
        <Row label={t("fields.presence")} changed={draft.changed("/presence")}>
          <Select
            label={t("fields.presence")}
            labelHidden
            isDisabled={frozen}
            value={draft.text("/presence") || "available"}
            onChange={(state) => draft.set("/presence", state)}
            options={PRESENCES.map((state) => ({ value: state as string, label: t(`states.${state}`), icon: state }))}
          />
        </Row>
        <Row label={t("fields.do_not_disturb")} changed={draft.changed("/do_not_disturb/enabled")}>
          <Toggle label={t("users.dndHint")} isDisabled={frozen} isSelected={draft.value("/do_not_disturb/enabled") === true} onChange={(on) => draft.set("/do_not_disturb/enabled", on)} />
        </Row>
        <Text {...text} frozen={frozen} path="/presence_note" label={t("fields.presence_note")} />
      </Section>
      <Section title={t("users.contact")}>
        <PhotoRow user={user} frozen={frozen} />
        {CONTACT.map((name) => (
          <Text key={name} {...text} frozen={frozen} path={`/${name}`} label={t(`fields.${name}`)} />
        ))}
      </Section>
      <AfterPicture>
        <Section
          title={t("users.access")}
          actions={
            user.may.set_password && (
              <Button icon="key" onPress={() => setPassword(true)}>
                {t(user.has_password ? "users.changePassword" : "users.setPassword")}
              </Button>
            )
          }
        >
          <Text {...text} frozen={reserved} path="/extension_number" label={t("fields.extension_number")} hint={t("users.extensionHint")} />
          <Text {...text} frozen={reserved} path="/username" label={t("fields.username")} hint={t("users.usernameHint")} />
          <RoleField user={user} frozen={reserved} />
          <Row label={t("fields.signIn")} changed={draft.changed("/enabled")}>
            <Toggle label={t("users.enabledHint")} isDisabled={reserved} isSelected={draft.value("/enabled") !== false} onChange={(on) => draft.set("/enabled", on)} />
          </Row>
          <TimezoneField label={t("fields.timezone")} placeholder={t("users.likeAccount")} value={draft.text("/timezone")} onChange={(zone) => draft.set("/timezone", zone)} isDisabled={frozen} />
          <LanguageField label={t("fields.language")} value={draft.text("/language")} changed={draft.changed("/language")} onChange={(tag) => draft.set("/language", tag || undefined)} isDisabled={frozen} />
        </Section>
      </AfterPicture>
      <SaveBar
        draft={draft}
        save={(changes) => editUser(engine, user.id, changes)}
        onSaved={(saved) => queries.setQueryData(key, saved)}
        onClash={() => void queries.invalidateQueries({ queryKey: key })}
        placeName={placeName}
        valueName={valueName}
        onProblem={setProblem}
      />
      {password && <PasswordDialog user={user} onClose={() => setPassword(false)} />}
    </>
  );
}
