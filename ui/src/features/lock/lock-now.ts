import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "@tanstack/react-router";
import { useEngine } from "../../api/context";
import { setLocked } from "../../api/lock";
import { lockScreen } from "../../api/mutations";
import { asProblem, problemMessage } from "../../api/problems";
import { announce } from "../../design/notices";

/** Locks the screen. Where no password could unlock it, it says so and where one is chosen. */
export function useLockNow(): () => Promise<void> {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  return useCallback(async () => {
    try {
      await lockScreen(engine);
      setLocked(true);
    } catch (error) {
      const { code } = asProblem(error);
      // Nobody sits there who could come back.
      if (code === "unauthenticated") return;
      // What is shown is hidden even when the engine is away; it asks for the password once it is back.
      if (code === "unreachable") return setLocked(true);
      const choose = { label: t("lock.choose"), run: () => navigate({ to: "/settings" }) };
      announce({ tone: "danger", text: problemMessage(t, error), ...(code === "no_lock_password" ? { action: choose } : {}) });
    }
  }, [engine, navigate, t]);
}
