import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editSettings } from "../../api/mutations";
import { fieldErrors, Problem } from "../../api/problems";
import { settingsQuery } from "../../api/queries";
import type { InstallationSettings } from "../../api/types";
import { Field, Row, Section } from "../../design/Field";
import { Select } from "../../design/Select";
import { Failed, Loading } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import { useDraft, type Draft } from "../../lib/draft";
import { MailServer } from "../mail/MailServer";
import { SaveBar } from "../editing/SaveBar";
import { useFieldName, useValueName } from "../editing/names";

/** What holds for the whole installation. Those who may not see it are not shown that it exists. */
export function Installation() {
  const settings = useQuery(settingsQuery(useEngine()));
  if (settings.isPending) return <Loading rows={4} />;
  if (settings.data) return <Form settings={settings.data} />;
  const mayNot = settings.error instanceof Problem && (settings.error.code === "forbidden" || settings.error.code === "not_found");
  return mayNot ? null : <Failed error={settings.error} onRetry={() => void settings.refetch()} />;
}

function Form({ settings }: { settings: InstallationSettings }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(settings.fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = settingsQuery(engine).queryKey;
  const fields = { draft, problem };
  return (
    <>
      <Section title={t("installation.accounts")} hint={t("installation.hint")}>
        <Row label={t("fields.allow_move")} changed={draft.changed("/allow_move")}>
          <Select
            label={t("fields.allow_move")}
            labelHidden
            value={draft.text("/allow_move")}
            onChange={(value) => draft.set("/allow_move", value)}
            options={(["superduper_admin", "tree"] as const).map((value) => ({ value, label: t(`installation.move_${value}`) }))}
          />
        </Row>
        <Switched {...fields} path="/allow_sibling_listing" label={t("fields.allow_sibling_listing")} hint={t("installation.siblingsHint")} />
        <Typed {...fields} path="/account_realm_suffix" label={t("fields.account_realm_suffix")} hint={t("installation.suffixHint")} />
      </Section>
      <MailServer {...fields} />
      <Section title={t("installation.programs")} hint={t("installation.programsHint")}>
        <Switched {...fields} path="/enforce_priv_level" label={t("fields.enforce_priv_level")} hint={t("installation.rolesHint")} />
        <Numeric {...fields} path="/crossbar_token_lifetime_s" label={t("fields.crossbar_token_lifetime_s")} suffix={t("installation.seconds")} />
        <Numeric {...fields} path="/token_bucket/max" label={t("installation.bucketMax")} hint={t("installation.bucketHint")} />
        <Numeric {...fields} path="/token_bucket/refill_per_s" label={t("installation.bucketRefill")} suffix={t("installation.perSecond")} />
        <Numeric {...fields} path="/token_bucket/login_cost" label={t("installation.bucketCost")} hint={t("installation.costHint")} />
        <Row label={t("fields.vcard_line_folding")} changed={draft.changed("/vcard_line_folding")}>
          <Select
            label={t("fields.vcard_line_folding")}
            labelHidden
            value={draft.text("/vcard_line_folding")}
            onChange={(value) => draft.set("/vcard_line_folding", value)}
            options={(["rfc", "kazoo"] as const).map((value) => ({ value, label: t(`installation.folding_${value}`) }))}
          />
        </Row>
        <Switched {...fields} path="/allow_anonymous_quickcall" label={t("fields.allow_anonymous_quickcall")} hint={t("installation.quickcallHint")} />
        <Typed {...fields} path="/recovery_pages" label={t("fields.recovery_pages")} hint={t("installation.recoveryHint")} />
      </Section>
      <SaveBar
        draft={draft}
        save={(changes) => editSettings(engine, changes)}
        onSaved={(saved) => queries.setQueryData(key, saved)}
        onClash={() => void queries.invalidateQueries({ queryKey: key })}
        placeName={useFieldName()}
        valueName={useValueName()}
        onProblem={setProblem}
      />
    </>
  );
}

interface LineProps {
  draft: Draft;
  problem: Problem | null;
  path: string;
  label: string;
  hint?: string;
  suffix?: string;
}

function Switched({ draft, path, label, hint }: LineProps) {
  return (
    <Row label={label} changed={draft.changed(path)}>
      <Toggle label={hint ?? label} isSelected={draft.value(path) === true} onChange={(on) => draft.set(path, on)} />
    </Row>
  );
}

function Typed({ draft, problem, path, label, hint }: LineProps) {
  return (
    <Field
      label={label}
      hint={hint}
      value={draft.text(path)}
      changed={draft.changed(path)}
      onChange={(text) => draft.set(path, text.trim() === "" ? undefined : text)}
      errors={fieldErrors(problem, path)}
    />
  );
}

/** A whole number; what is none is sent as it was typed, so that the engine says what is wrong with it. */
function Numeric({ draft, problem, path, label, hint, suffix }: LineProps) {
  return (
    <Field
      label={label}
      hint={hint}
      {...(suffix === undefined ? {} : { suffix })}
      inputMode="numeric"
      value={draft.text(path)}
      changed={draft.changed(path)}
      onChange={(text) => draft.set(path, /^[0-9]{1,9}$/.test(text) ? Number(text) : text)}
      errors={fieldErrors(problem, path)}
    />
  );
}
