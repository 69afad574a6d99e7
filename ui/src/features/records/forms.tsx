/** The fields of a record that people change daily, one form for each kind. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problems";
import type { AnyRecord, RecordKind } from "../../api/records";
import type { Id, Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Row, Section } from "../../design/Field";
import { Select } from "../../design/Select";
import { Toggle } from "../../design/Toggle";
import type { Draft } from "../../lib/draft";
import { Text } from "../accounts/AccountOverview";
import { ModelFields } from "../phones/ModelFields";
import { DEVICE_TYPES } from "./device-types";
import { Members } from "./Members";
import { PersonPicker } from "./PersonPicker";
import styles from "./Records.module.css";

interface FormProps {
  record: AnyRecord;
  draft: Draft;
  problem: Problem | null;
}

export const FORMS: { readonly [kind in RecordKind]: (props: FormProps) => React.ReactNode } = {
  phone: PhoneForm,
  group: GroupForm,
  ring_group: RingGroupForm,
  call_queue: QueueForm,
  contact: ContactForm,
};

const VENDOR = "/provision/endpoint_brand";
const MODEL = "/provision/endpoint_model";

function PhoneForm({ record, draft, problem }: FormProps) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<{ id: Id; name: string } | null>(null);
  const [shown, setShown] = useState(false);
  const frozen = !record.may_edit;
  const text = { draft, problem, frozen };
  const owner = draft.text("/owner_id");
  const type = draft.text("/device_type");
  const password = draft.text("/sip/password");
  return (
    <>
      <Section title={t("records.phone")}>
        <Text {...text} path="/name" label={t("columns.name")} />
        <PersonPicker
          label={t("columns.owner")}
          accountId={record.account_id}
          name={owner === "" ? "" : picked?.id === owner ? picked.name : (record.names[owner] ?? "")}
          changed={draft.changed("/owner_id")}
          isDisabled={frozen}
          placeholder={t("records.nobody")}
          onPick={(person) => {
            setPicked(person);
            draft.set("/owner_id", person?.id);
          }}
        />
        <Row label={t("columns.device_type")} changed={draft.changed("/device_type")}>
          <Select
            label={t("columns.device_type")}
            labelHidden
            isDisabled={frozen}
            value={type}
            onChange={(next) => draft.set("/device_type", next || undefined)}
            options={[
              { value: "", label: t("fields.notSet") },
              ...DEVICE_TYPES.map((name) => ({ value: name as string, label: t(`deviceTypes.${name}`) })),
              ...(type && !DEVICE_TYPES.some((name) => name === type) ? [{ value: type, label: type }] : []),
            ]}
          />
        </Row>
        <Row label={t("fields.enabled")} changed={draft.changed("/enabled")}>
          <Toggle label={t("records.phoneEnabled")} isDisabled={frozen} isSelected={draft.value("/enabled") !== false} onChange={(on) => draft.set("/enabled", on)} />
        </Row>
      </Section>
      <Section title={t("records.device")}>
        <Text {...text} path="/mac_address" label={t("columns.mac_address")} hint={t("records.macHint")} />
        <ModelFields
          value={{ vendor: draft.text(VENDOR), model: draft.text(MODEL) }}
          changed={{ vendor: draft.changed(VENDOR), model: draft.changed(MODEL) }}
          isDisabled={frozen}
          onChange={({ vendor, model }) => {
            draft.set(VENDOR, vendor || undefined);
            draft.set(MODEL, model || undefined);
          }}
        />
      </Section>
      <Section title={t("records.registration")} hint={t("records.registrationHint")}>
        <Text {...text} path="/sip/username" label={t("columns.sip_username")} />
        {password !== "" && (
          <Row label={t("records.sipPassword")}>
            <span className={styles.secret}>
              <code>{shown ? password : "••••••••"}</code>
              <Button look="quiet" onPress={() => setShown(!shown)}>
                {t(shown ? "records.hide" : "records.show")}
              </Button>
            </span>
          </Row>
        )}
      </Section>
    </>
  );
}

function GroupForm({ record, draft, problem }: FormProps) {
  const { t } = useTranslation();
  const frozen = !record.may_edit;
  const members = (draft.value("/endpoints") ?? {}) as { [id: string]: Json };
  // People first; phones and other groups in it stay as they are.
  const people = Object.keys(members).filter((id) => (members[id] as { type?: string } | null)?.type !== "device" && (members[id] as { type?: string } | null)?.type !== "group");
  const others = Object.keys(members).length - people.length;
  return (
    <>
      <Section title={t("records.group")} hint={t("records.groupHint")}>
        <Text draft={draft} problem={problem} frozen={frozen} path="/name" label={t("columns.name")} />
        <Text draft={draft} problem={problem} frozen={frozen} path="/description" label={t("columns.description")} />
      </Section>
      <Section title={t("columns.members")}>
        <Members
          accountId={record.account_id}
          ids={people}
          names={record.names}
          frozen={frozen}
          onChange={(ids) => {
            const kept = Object.entries(members).filter(([id]) => !people.includes(id) || ids.includes(id));
            const fresh = ids.filter((id) => !(id in members)).map((id): [string, Json] => [id, { type: "user" }]);
            draft.set("/endpoints", Object.fromEntries([...kept, ...fresh]));
          }}
        />
        {others > 0 && <p className={styles.none}>{t("records.otherMembers", { count: others })}</p>}
      </Section>
    </>
  );
}

function RingGroupForm({ record, draft, problem }: FormProps) {
  const { t } = useTranslation();
  const frozen = !record.may_edit;
  return (
    <>
      <Section title={t("records.ring_group")} hint={t("records.ringGroupHint")}>
        <Text draft={draft} problem={problem} frozen={frozen} path="/name" label={t("columns.name")} />
        <Text draft={draft} problem={problem} frozen={frozen} path="/extension_number" label={t("columns.extension_number")} hint={t("records.teamExtensionHint")} />
      </Section>
      <Section title={t("columns.members")}>
        <Members
          ordered
          accountId={record.account_id}
          ids={(draft.value("/members") ?? []) as Id[]}
          names={record.names}
          frozen={frozen}
          onChange={(ids) => draft.set("/members", ids)}
        />
      </Section>
    </>
  );
}

type Agent = { user_id: Id; skill_level?: number; status?: string };

function QueueForm({ record, draft, problem }: FormProps) {
  const { t } = useTranslation();
  const frozen = !record.may_edit;
  const agents = (draft.value("/agents") ?? []) as Agent[];
  return (
    <>
      <Section title={t("records.call_queue")} hint={t("records.queueHint")}>
        <Text draft={draft} problem={problem} frozen={frozen} path="/name" label={t("columns.name")} />
        <Text draft={draft} problem={problem} frozen={frozen} path="/extension_number" label={t("columns.extension_number")} hint={t("records.teamExtensionHint")} />
        <Text draft={draft} problem={problem} frozen={frozen} path="/polling_strategy" label={t("columns.polling_strategy")} />
      </Section>
      <Section title={t("records.agents")}>
        <Members
          accountId={record.account_id}
          ids={agents.map((agent) => agent.user_id)}
          names={record.names}
          frozen={frozen}
          onChange={(ids) => draft.set("/agents", ids.map((id) => agents.find((agent) => agent.user_id === id) ?? { user_id: id, skill_level: 1, status: "LOGGED_OUT" }) as Json)}
          states={Object.fromEntries(agents.map((agent) => [agent.user_id, agent.status ?? ""]))}
        />
      </Section>
    </>
  );
}

const CONTACT_FIELDS = ["name", "company", "title", "email", "business", "business2", "mobile_phone", "home_phone", "other", "address", "notes"] as const;

function ContactForm({ record, draft, problem }: FormProps) {
  const { t } = useTranslation();
  return (
    <Section title={t("records.contact")} hint={t("records.contactHint")}>
      {CONTACT_FIELDS.map((name) => (
        <Text key={name} draft={draft} problem={problem} frozen={!record.may_edit} path={`/${name}`} label={t(`columns.${name}`)} />
      ))}
    </Section>
  );
}
