import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { importPeople } from "../../api/many";
import { install } from "../../api/mutations";
import { fieldErrors, problemMessage } from "../../api/problems";
import { installationQuery, sessionQuery } from "../../api/queries";
import type { Fields, InstallRequest } from "../../api/types";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { announce } from "../../design/notices";
import { Notice } from "../../design/states";
import { listText } from "../../i18n/format";
import { readPeople } from "../../lib/people-text";
import { suggestRealm } from "../../lib/realm";
import { browserTimezone, TimezoneField } from "../editing/TimezoneField";
import { Welcome } from "./Welcome";
import styles from "./Welcome.module.css";

interface Values {
  organisation: string;
  /** Empty as long as the suggestion from the name is good. */
  realm: string;
  timezone: string;
  username: string;
  password: string;
  setup_token: string;
}

function requestFrom(values: Values): InstallRequest {
  const organisation = values.organisation.trim();
  const username = values.username.trim();
  return {
    organisation,
    realm: values.realm.trim().toLowerCase() || suggestRealm(organisation),
    timezone: values.timezone,
    ...(username ? { admin: { username, password: values.password } } : {}),
    ...(values.setup_token ? { setup_token: values.setup_token.trim() } : {}),
  };
}

/** The server prints an address that ends in `#token=…`, so that nobody has to type it. */
const tokenFromAddress = (): string => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";

const nameOf = (fields: Fields): string => [fields["first_name"], fields["last_name"], fields["extension_number"]].filter(Boolean).join(" ");

/** Name the office, say where it is, make the first administrator: under two minutes. */
export function FirstRun() {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const installation = useQuery(installationQuery(engine)).data;
  const desktop = installation?.mode === "desktop";
  const [list, setList] = useState("");
  const people = useMemo(() => readPeople(list), [list]);
  const form = useForm<Values>({
    defaultValues: { organisation: "", realm: "", timezone: browserTimezone(), username: "", password: "", setup_token: tokenFromAddress() },
  });
  const [organisation, realm, username, password] = form.watch(["organisation", "realm", "username", "password"]);
  const begin = useMutation({
    mutationFn: async (values: Values) => {
      const session = await install(engine, requestFrom(values));
      // The office is there now, whatever becomes of its people.
      const rows = people.length === 0 ? [] : await importPeople(engine, session.account.id, false, people.map((fields) => ({ fields }))).catch(() => null);
      return { session, rows };
    },
    onSuccess: async ({ session, rows }) => {
      queries.clear();
      queries.setQueryData(sessionQuery(engine).queryKey, session);
      await navigate({ to: "/", replace: true });
      const refused = rows === null ? [t("firstRun.peopleFailed")] : rows.flatMap((row) => (row.problem ? [`${row.name}: ${row.problem.detail}`] : []));
      if (refused.length > 0) announce({ tone: "danger", text: refused.join(" ") });
      else if (people.length > 0) announce({ tone: "ok", text: t("many.added", { count: people.length }) });
    },
  });
  const named = organisation.trim() !== "" && (realm.trim() || suggestRealm(organisation)) !== "";
  const admin = username.trim() !== "" ? password !== "" : desktop;
  const submit = form.handleSubmit((values) => begin.mutate(values));
  const line = (name: keyof Values, label: string, more: Partial<React.ComponentProps<typeof Field>> = {}) => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => <Field stacked label={label} value={field.value} onChange={field.onChange} errors={fieldErrors(begin.error, `/${name}`)} {...more} />}
    />
  );
  return (
    <Welcome title={t("firstRun.title")} hint={t("firstRun.hint")}>
      <Form onSubmit={(event) => void submit(event)}>
        {begin.error && <Notice tone="danger">{problemMessage(t, begin.error)}</Notice>}
        {line("organisation", t("firstRun.organisation"), { autoFocus: true })}
        {line("realm", t("fields.realm"), { hint: t("firstRun.realmHint"), placeholder: suggestRealm(organisation) })}
        <Controller control={form.control} name="timezone" render={({ field }) => <TimezoneField stacked label={t("fields.timezone")} value={field.value} onChange={field.onChange} />} />
        {installation?.setup_token_required && !form.formState.defaultValues?.setup_token && line("setup_token", t("firstRun.token"), { hint: t("firstRun.tokenHint") })}
        <fieldset className={styles.group}>
          <legend>{desktop ? t("firstRun.adminOptional") : t("firstRun.admin")}</legend>
          {desktop && <p className={styles.hint}>{t("firstRun.adminHint")}</p>}
          {line("username", t("fields.username"), { autoComplete: "username" })}
          {line("password", t("fields.password"), { type: "password", autoComplete: "new-password", hint: t("firstRun.passwordHint") })}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t("firstRun.people")}</legend>
          <label htmlFor="first-people" className={styles.hint}>
            {t("firstRun.peopleHint")}
          </label>
          <textarea id="first-people" className={styles.people} rows={3} dir="auto" spellCheck={false} placeholder={t("firstRun.peopleExample")} value={list} onChange={(event) => setList(event.target.value)} />
          <p className={styles.hint} role="status">
            {people.length > 0 && t("firstRun.peopleRead", { count: people.length, names: listText(people.map(nameOf)) })}
          </p>
        </fieldset>
        <Button type="submit" look="primary" isDisabled={!named || !admin || begin.isPending}>
          {t("firstRun.begin")}
        </Button>
      </Form>
      {desktop && (
        <p className={styles.elsewhere}>
          <Link to="/connect">{t("copy.connect")}</Link>
        </p>
      )}
    </Welcome>
  );
}
