import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { askForLink } from "../../api/outgoing";
import { problemMessage } from "../../api/problems";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Notice } from "../../design/states";
import { Welcome } from "../first-run/Welcome";

/** Asks for a letter with a link. Whether there is such a person, nobody learns here. */
export function Forgot({ known, onBack }: { known: string; onBack: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [username, setUsername] = useState(known);
  const ask = useMutation({ mutationFn: () => askForLink(engine, username.trim(), `${window.location.origin}/`) });
  const ready = username.trim() !== "" && !ask.isPending;
  return (
    <Welcome title={t("recovery.forgotTitle")} hint={t(ask.isSuccess ? "recovery.askedHint" : "recovery.forgotHint")}>
      {!ask.isSuccess && (
        <Form
        validationBehavior="aria"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) ask.mutate();
          }}
        >
          {ask.error && <Notice tone="danger">{problemMessage(t, ask.error)}</Notice>}
          <Field stacked autoFocus label={t("fields.username")} hint={t("signIn.nameHint")} autoComplete="username" value={username} onChange={setUsername} />
          <Button type="submit" look="primary" isDisabled={!ready}>
            {t("recovery.ask")}
          </Button>
        </Form>
      )}
      <Button look="quiet" onPress={onBack}>
        {t("recovery.toSignIn")}
      </Button>
    </Welcome>
  );
}
