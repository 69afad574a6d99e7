import { useTranslation } from "react-i18next";
import { fieldErrors, type Problem } from "../../api/problems";
import { Field, Row, Section } from "../../design/Field";
import { Select } from "../../design/Select";
import type { Draft } from "../../lib/draft";
import { innerDraft, type InnerDraft } from "../../lib/inner-draft";

const KINDS = ["none", "basic", "oauth2"] as const;
const GRANTS = ["client_credentials", "refresh_token"] as const;

interface PartProps {
  part: InnerDraft;
  path: string;
  problem: Problem | null;
}

/** With which credentials the target is told. Secrets are written and never read. */
export function SignIn({ draft, problem }: { draft: Draft; problem: Problem | null }) {
  const { t } = useTranslation();
  const basic = innerDraft(draft, "/basic_auth");
  const oauth2 = innerDraft(draft, "/oauth2");
  const kind = oauth2.isOn ? "oauth2" : basic.isOn ? "basic" : "none";
  const choose = (next: (typeof KINDS)[number]) => {
    if (next === kind) return;
    if (basic.isOn || next === "basic") basic.turn(next === "basic" ? { username: "" } : undefined);
    if (oauth2.isOn || next === "oauth2") oauth2.turn(next === "oauth2" ? { grant_type: "client_credentials", client_id: "", access_token_url: "https://" } : undefined);
  };
  return (
    <Section title={t("watches.signIn")} hint={t("watches.signInHint")}>
      <Row label={t("watches.signInKind")} changed={draft.changed("/basic_auth") || draft.changed("/oauth2")}>
        <Select label={t("watches.signInKind")} labelHidden value={kind} onChange={choose} options={KINDS.map((value) => ({ value, label: t(`watches.signIn_${value}`) }))} />
      </Row>
      {kind === "basic" && (
        <>
          <Typed part={basic} path="/basic_auth" problem={problem} name="username" label={t("fields.username")} />
          <Hidden part={basic} path="/basic_auth" problem={problem} name="password" label={t("fields.password")} />
        </>
      )}
      {kind === "oauth2" && <OAuth2 part={oauth2} path="/oauth2" problem={problem} />}
    </Section>
  );
}

function OAuth2(props: PartProps) {
  const { t } = useTranslation();
  const { part } = props;
  const grant = part.text("grant_type") || "refresh_token";
  return (
    <>
      <Row label={t("watches.grant")} changed={part.changed("grant_type")}>
        <Select label={t("watches.grant")} labelHidden value={grant} onChange={(to) => part.set("grant_type", to)} options={GRANTS.map((value) => ({ value, label: t(`watches.grant_${value}`) }))} />
      </Row>
      <Typed {...props} name="access_token_url" label={t("watches.tokenAddress")} />
      <Typed {...props} name="client_id" label={t("watches.client")} />
      <Hidden {...props} name="client_secret" label={t("watches.clientSecret")} />
      {grant === "refresh_token" && <Hidden {...props} name="refresh_token" label={t("watches.refreshToken")} />}
      <Typed {...props} name="scope" label={t("watches.scope")} />
    </>
  );
}

function Typed({ part, path, problem, name, label }: PartProps & { name: string; label: string }) {
  return (
    <Field
      label={label}
      autoComplete="off"
      value={part.text(name)}
      changed={part.changed(name)}
      errors={fieldErrors(problem, `${path}/${name}`)}
      onChange={(text) => part.set(name, text === "" ? undefined : text)}
    />
  );
}

/** What is kept is not shown; left empty it stays. */
function Hidden({ part, path, problem, name, label }: PartProps & { name: string; label: string }) {
  const { t } = useTranslation();
  return (
    <Field
      label={label}
      type="password"
      autoComplete="new-password"
      hint={t("watches.secretHint")}
      value={part.text(name)}
      changed={part.changed(name)}
      errors={fieldErrors(problem, `${path}/${name}`)}
      onChange={(text) => part.set(name, text === "" ? undefined : text)}
    />
  );
}
