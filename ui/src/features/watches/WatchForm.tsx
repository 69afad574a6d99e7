import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { fieldErrors, type Problem } from "../../api/problems";
import { editWatch, keysQuery, watchQuery, type Watch } from "../../api/watches";
import { Field, Row, Section } from "../../design/Field";
import { Select } from "../../design/Select";
import { Toggle } from "../../design/Toggle";
import { useDraft, type Draft } from "../../lib/draft";
import { innerDraft } from "../../lib/inner-draft";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { Headers } from "./Headers";
import { SignIn } from "./SignIn";
import { Template } from "./Template";
import styles from "./Watches.module.css";

const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"] as const;
const EVENTS = ["created", "updated", "deleted"] as const;

/** How a watch is told: where, of what, with which credentials, in which form and with which signature. */
export function WatchForm({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(watch.fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fieldName = useFieldName();
  const { queryKey } = watchQuery(engine, watch.id);
  const line = (path: string) => ({ value: draft.text(path), changed: draft.changed(path), errors: fieldErrors(problem, path) });
  return (
    <div>
      <Section title={t("watches.target")}>
        <Field label={t("watches.name")} {...line("/name")} onChange={(text) => draft.set("/name", text === "" ? undefined : text)} />
        <Field label={t("watches.address")} hint={t("watches.addressHint")} {...line("/address")} onChange={(text) => draft.set("/address", text.trim())} />
        <Row label={t("watches.method")} changed={draft.changed("/method")}>
          <Select label={t("watches.method")} labelHidden value={draft.text("/method") || "POST"} onChange={(method) => draft.set("/method", method)} options={METHODS.map((value) => ({ value, label: value }))} />
        </Row>
        <Events draft={draft} />
        <Headers draft={draft} problem={problem} />
      </Section>
      <SignIn draft={draft} problem={problem} />
      <Section title={t("watches.content")} hint={t("watches.contentHint")}>
        <Row label={t("watches.previous")} changed={draft.changed("/add_previous_data")}>
          <Toggle label={t("watches.previousHint")} isSelected={draft.value("/add_previous_data") === true} onChange={(on) => draft.set("/add_previous_data", on)} />
        </Row>
        <Template draft={draft} problem={problem} />
      </Section>
      <Signature draft={draft} />
      <SaveBar
        draft={draft}
        save={(changes) => editWatch(engine, watch.id, changes)}
        onSaved={(saved) => {
          queries.setQueryData(queryKey, saved);
          void queries.invalidateQueries({ queryKey: ["watches"] });
        }}
        onClash={() => void queries.invalidateQueries({ queryKey })}
        placeName={fieldName}
        valueName={useValueName()}
        onProblem={setProblem}
      />
    </div>
  );
}

/** No event named means all of them. */
function Events({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const named = draft.value("/events");
  const chosen = Array.isArray(named) && named.length > 0 ? named : [...EVENTS];
  const choose = (event: string, on: boolean) => {
    const next = EVENTS.filter((name) => (name === event ? on : chosen.includes(name)));
    // The last one stays: whoever wants to hear nothing pauses the watch.
    if (next.length > 0) draft.set("/events", next.length === EVENTS.length ? undefined : next);
  };
  return (
    <Row label={t("watches.events")} changed={draft.changed("/events")}>
      <span className={styles.choices}>
        {EVENTS.map((event) => (
          <Toggle key={event} label={t(`watchEvents.${event}`)} isSelected={chosen.includes(event)} onChange={(on) => choose(event, on)} />
        ))}
      </span>
    </Row>
  );
}

function Signature({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery(useEngine()));
  const signature = innerDraft(draft, "/signature");
  const on = signature.value("enabled") === true;
  const named = signature.value("key_ids");
  const chosen = Array.isArray(named) && named.length > 0 ? named.map(String) : ["default"];
  const choose = (name: string, isOn: boolean) => {
    const next = isOn ? [...chosen, name] : chosen.filter((known) => known !== name);
    if (next.length > 0) signature.set("key_ids", next);
  };
  return (
    <Section title={t("watches.signature")} hint={t("watches.signatureHint")}>
      <Row label={t("watches.sign")} changed={draft.changed("/signature") || signature.changed("enabled")}>
        <Toggle label={t("watches.signHint")} isSelected={on} onChange={(is) => (signature.isOn ? signature.set("enabled", is) : signature.turn({ enabled: is }))} />
      </Row>
      {on && (
        <Row label={t("watches.keysUsed")} changed={signature.changed("key_ids")}>
          <span className={styles.choices}>
            {(keys.data ?? []).map((key) => (
              <Toggle key={key.name} label={`${key.name} (${key.algorithm})`} isSelected={chosen.includes(key.name)} onChange={(is) => choose(key.name, is)} />
            ))}
          </span>
        </Row>
      )}
    </Section>
  );
}
