import { useTranslation } from "react-i18next";
import { problemMessage } from "../api/problems";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import type { IconName } from "./Icon";
import { Notice } from "./states";

interface ConfirmDialogProps {
  title: string;
  onClose: () => void;
  /** What the button is called that does the harm. */
  action: string;
  icon?: IconName;
  /** The other button; `common.keep` unless nothing would be deleted. */
  keep?: string;
  /** It may be done, and is not under way. */
  isReady?: boolean;
  onConfirm: () => void;
  error?: unknown;
  /** What would be lost. */
  children: React.ReactNode;
}

/** The question before something is lost. The harmless button has the focus, so that Enter leaves everything as it is, as Escape does. */
export function ConfirmDialog({ title, onClose, action, icon, keep, isReady = true, onConfirm, error, children }: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      role="alertdialog"
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {keep ?? t("common.keep")}
          </Button>
          <Button look="danger" {...(icon ? { icon } : {})} isDisabled={!isReady} onPress={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {error ? <Notice tone="danger">{problemMessage(t, error)}</Notice> : null}
      {children}
    </Dialog>
  );
}
