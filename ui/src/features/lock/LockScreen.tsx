import { useMutation, useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useHost } from "../../api/context";
import { isLocked, setLocked } from "../../api/lock";
import { lockScreen, signOut, unlockScreen } from "../../api/mutations";
import { asProblem, problemMessage } from "../../api/problems";
import { lockQuery } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Mark } from "../../design/Mark";
import { Notice } from "../../design/states";
import welcome from "../first-run/Welcome.module.css";
import styles from "./Lock.module.css";

/**
 * What a locked screen shows: who left it, and a place for the password. The browser's own dialog, in front of every
 * other: nothing behind it can be reached, and closing gives the focus back to where it was.
 */
export function LockScreen() {
  const { t } = useTranslation();
  const { engine, platform } = useHost();
  const dialog = useRef<HTMLDialogElement>(null);
  const [password, setPassword] = useState("");
  const lock = useQuery(lockQuery(engine)).data;
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      // Chromium gives the focus back, but not the caret, when another dialog is open behind.
      requestAnimationFrame(() => {
        if (!(before instanceof HTMLElement) || isLocked()) return;
        before.blur();
        before.focus();
      });
    };
  }, []);
  const open = useMutation({
    mutationFn: async () => {
      // It may have been locked while the engine was away, and the engine does not know yet.
      await lockScreen(engine);
      await unlockScreen(engine, password);
    },
    onSuccess: () => setLocked(false),
    onError: () => setPassword(""),
  });
  const leave = async () => {
    await signOut(engine).catch(() => undefined);
    // A full load, so that nothing of the person stays in memory.
    window.location.assign("/sign-in");
  };
  const problem = open.error && asProblem(open.error);
  return (
    <dialog
      ref={dialog}
      className={styles.screen}
      aria-labelledby="lock-title"
      onCancel={(event) => event.preventDefault()}
      // Browsers close a dialog that is cancelled again and again.
      onClose={() => isLocked() && dialog.current?.showModal()}
    >
      <div className={welcome.card}>
        <span className={welcome.mark}>
          <Mark size={36} />
        </span>
        <h1 id="lock-title">{t("lock.title")}</h1>
        <p className={welcome.hint}>{lock?.person ? t("lock.hintOf", { name: lock.person }) : t("lock.hint")}</p>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (password && !open.isPending) open.mutate();
          }}
        >
          {problem && <Notice tone="danger">{problem.code === "wrong_password" ? t("lock.wrong") : problemMessage(t, problem)}</Notice>}
          <Field stacked autoFocus type="password" autoComplete="current-password" label={t("fields.password")} value={password} onChange={setPassword} />
          <Button type="submit" look="primary" icon="unlock" isDisabled={!password || open.isPending}>
            {t("lock.unlock")}
          </Button>
        </Form>
        {!platform.capabilities.vouchesForOwner && (
          <p className={styles.other}>
            <Button look="quiet" icon="sign_out" onPress={() => void leave()}>
              {t("lock.signOut")}
            </Button>
          </p>
        )}
      </div>
    </dialog>
  );
}
