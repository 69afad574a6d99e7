import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editAccount } from "../../api/mutations";
import { fieldErrors, type Problem } from "../../api/problems";
import { accountQuery } from "../../api/queries";
import type { Account, Json } from "../../api/types";
import { Field, Row, Section } from "../../design/Field";
import { Toggle } from "../../design/Toggle";
import { formatDateTime } from "../../i18n/format";
import { AfterPicture } from "../../lib/after-picture";
import { useDraft, type Draft } from "../../lib/draft";
import { LanguageField } from "../editing/LanguageField";
import { Kiosks } from "../kiosks/Kiosks";
import { SaveBar } from "../editing/SaveBar";
import { TimezoneField } from "../editing/TimezoneField";
import { useFieldName, useValueName } from "../editing/names";
import { AccountLimits } from "./AccountLimits";
import styles from "./AccountOverview.module.css";

export function AccountOverview({ account }: { account: Account }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(account.fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const placeName = useFieldName();
  const valueName = useValueName();
  const key = accountQuery(engine, account.id).queryKey;
  const frozen = !account.may.edit;
  return (
    <>
      <dl className={styles.counts}>
        <Count value={account.user_count} label={t("accounts.countUsers", { count: account.user_count })} />
        <Count value={account.child_count} label={t("accounts.countChildren", { count: account.child_count })} />
        <Count value={account.descendants_count} label={t("accounts.countAll", { count: account.descendants_count })} />
      </dl>
      <Section title={t("accounts.office")} hint={frozen ? t("accounts.mayNot") : undefined}>
        <Text draft={draft} path="/name" label={t("fields.name")} problem={problem} frozen={frozen} />
        <Text draft={draft} path="/realm" label={t("fields.realm")} hint={t("accounts.realmHint")} problem={problem} frozen={frozen} />
        <Text draft={draft} path="/org" label={t("fields.org")} problem={problem} frozen={frozen} />
        <TimezoneField label={t("fields.timezone")} value={draft.text("/timezone")} onChange={(zone) => draft.set("/timezone", zone)} isDisabled={frozen} />
        <LanguageField label={t("fields.language")} value={draft.text("/language")} onChange={(tag) => draft.set("/language", tag || undefined)} isDisabled={frozen} />
        <Row label={t("fields.signIn")} changed={draft.changed("/enabled")}>
          <Toggle label={t("accounts.enabledHint")} isSelected={draft.value("/enabled") !== false} onChange={(on) => draft.set("/enabled", on)} isDisabled={frozen} />
        </Row>
        <Text draft={draft} path="/notes" label={t("fields.notes")} problem={problem} frozen={frozen} />
      </Section>
      <AfterPicture>
        <AccountLimits account={account} draft={draft} problem={problem} />
        {!frozen && <Kiosks account={account} />}
        <Section title={t("accounts.record")}>
          <Row label={t("fields.id")}>
            <code className={styles.id}>{account.id}</code>
          </Row>
          <Row label={t("fields.created")}>{formatDateTime(account.created)}</Row>
          <Row label={t("fields.modified")}>{formatDateTime(account.modified)}</Row>
        </Section>
      </AfterPicture>
      <SaveBar
        draft={draft}
        save={(changes) => editAccount(engine, account.id, changes)}
        onSaved={(saved) => queries.setQueryData(key, saved)}
        onClash={() => void queries.invalidateQueries({ queryKey: key })}
        placeName={placeName}
        valueName={valueName}
        onProblem={setProblem}
      />
    </>
  );
}

function Count({ value, label }: { value: number; label: string }) {
  return (
    <div className={styles.count}>
      <dd>{value.toLocaleString()}</dd>
      <dt>{label}</dt>
    </div>
  );
}

interface TextProps {
  draft: Draft;
  path: string;
  label: string;
  hint?: string;
  problem: Problem | null;
  frozen: boolean;
}

/** A text field of a record; emptying it takes the field away. */
export function Text({ draft, path, label, hint, problem, frozen }: TextProps) {
  return (
    <Field
      label={label}
      hint={hint}
      value={draft.text(path)}
      changed={draft.changed(path)}
      isReadOnly={frozen}
      onChange={(text) => draft.set(path, (text === "" ? undefined : text) as Json | undefined)}
      errors={fieldErrors(problem, path)}
    />
  );
}
