/** Something that a panel does: busy meanwhile, and what went wrong in words. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problemMessage } from "../../api/problems";

export function useDeed() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const run = async (deed: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailed(undefined);
    try {
      await deed();
      return true;
    } catch (error) {
      setFailed(problemMessage(t, error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failed, run };
}
