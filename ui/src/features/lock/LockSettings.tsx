import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LOCK_AFTER, setPreference, usePreferences } from "../../app/preferences";
import { useEngine, usePlatform } from "../../api/context";
import { chooseLock } from "../../api/mutations";
import { asProblem, fieldErrors } from "../../api/problems";
import { lockQuery } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field, Row, Section } from "../../design/Field";
import { FormDialog } from "../../design/FormDialog";
import { announce } from "../../design/notices";
import { Select } from "../../design/Select";
import { Notice } from "../../design/states";
import { Toggle } from "../../design/Toggle";
import line from "../computer/ThisComputer.module.css";
import { useLockNow } from "./lock-now";

/** What is typed to have the choice: a new password, none any more, or another beginning. */
type Wish = { password: string } | { remove: true } | { at_start: boolean };

/** When the screen locks itself, and with what it is opened again. */
export function LockSettings() {
  const { t } = useTranslation();
  const engine = useEngine();
  const isOwners = usePlatform().capabilities.vouchesForOwner;
  const { lockAfter, lockAtStart } = usePreferences();
  const lock = useQuery(lockQuery(engine)).data;
  const lockNow = useLockNow();
  const [wish, setWish] = useState<Wish | null>(null);
  const atStart = isOwners ? (lock?.at_start ?? false) : lockAtStart === "yes";
  const beginLocked = (on: boolean) => (isOwners ? setWish({ at_start: on }) : void setPreference({ lockAtStart: on ? "yes" : "no" }));
  return (
    <Section
      title={t("lock.settings")}
      hint={t(isOwners ? "lock.settingsHintOwner" : "lock.settingsHint")}
      actions={
        <Button icon="lock" isDisabled={!lock?.lockable} onPress={() => void lockNow()}>
          {t("lock.now")}
        </Button>
      }
    >
      {isOwners && (
        <Row label={t("fields.password")}>
          <div className={line.line}>
            <Button icon="lock" isDisabled={!lock} onPress={() => setWish({ password: "" })}>
              {t(lock?.lockable ? "lock.change" : "lock.choose")}
            </Button>
            {lock?.lockable && (
              <Button look="quiet" icon="trash" onPress={() => setWish({ remove: true })}>
                {t("lock.remove")}
              </Button>
            )}
          </div>
        </Row>
      )}
      <Row label={t("lock.after")}>
        <Select
          label={t("lock.after")}
          labelHidden
          value={lockAfter}
          isDisabled={!lock?.lockable}
          onChange={(value) => void setPreference({ lockAfter: value })}
          options={LOCK_AFTER.map((value) => ({ value, label: value === "0" ? t("lock.never") : t("lock.minutes", { count: Number(value) }) }))}
        />
      </Row>
      <Row label={t("lock.start")}>
        <Toggle label={t("lock.start")} labelHidden isSelected={atStart} isDisabled={!lock?.lockable} onChange={beginLocked} />
      </Row>
      {wish && lock && <Choose wish={wish} known={lock.lockable} onClose={() => setWish(null)} />}
    </Section>
  );
}

function Choose({ wish, known, onClose }: { wish: Wish; known: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const isNew = "password" in wish;
  const save = useMutation({
    mutationFn: () => {
      const choice = "at_start" in wish ? { at_start: wish.at_start } : { password: isNew ? password : "" };
      return chooseLock(engine, { ...choice, ...(known ? { current_password: current } : {}) });
    },
    onSuccess: (lock) => {
      queries.setQueryData(lockQuery(engine).queryKey, lock);
      announce({ tone: "ok", text: t(lock.lockable ? "lock.saved" : "lock.removed") });
      onClose();
    },
  });
  const ready = (!known || current !== "") && (!isNew || password !== "") && !save.isPending;
  const problem = save.error && asProblem(save.error);
  const isWrong = problem?.code === "wrong_password";
  const refused = fieldErrors(problem, "/password");
  return (
    <FormDialog
      title={t(isNew ? (known ? "lock.change" : "lock.choose") : "remove" in wish ? "lock.remove" : "lock.start")}
      action={t("edit.save")}
      isReady={ready}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      error={!isWrong && refused.length === 0 && problem}
    >
      {isWrong && <Notice tone="danger">{t("lock.wrong")}</Notice>}
      {known && <Field stacked autoFocus type="password" autoComplete="current-password" label={t("users.currentPassword")} value={current} onChange={setCurrent} />}
      {isNew && <Field stacked autoFocus={!known} type="password" autoComplete="new-password" label={t("users.newPassword")} hint={t("lock.forget")} value={password} onChange={setPassword} errors={refused} />}
    </FormDialog>
  );
}
