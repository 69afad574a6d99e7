import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { problemMessage } from "../api/problems";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import type { IconName } from "./Icon";
import { Notice } from "./states";

interface FormDialogProps {
  title: string;
  onClose: () => void;
  /** What the one thing to do is called. */
  action: string;
  icon?: IconName;
  /** The other button; `common.cancel` unless something was done already. */
  cancel?: string;
  /** All that is needed was typed, and it is not under way. */
  isReady: boolean;
  onSubmit: () => void;
  /** What was refused, unless a field says it already. */
  error?: unknown;
  children: React.ReactNode;
  /** What follows below the form. */
  after?: React.ReactNode;
}

/** A dialog in which something is typed and then done, by its button or by Enter in any field. */
export function FormDialog({ title, onClose, action, icon, cancel, isReady, onSubmit, error, children, after }: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{cancel ?? t("common.cancel")}</Button>
          <Button look="primary" {...(icon ? { icon } : {})} isDisabled={!isReady} onPress={onSubmit}>
            {action}
          </Button>
        </>
      }
    >
      {/* The engine says what is wrong with a field; the browser's own bubbles would speak another language. */}
      <Form
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onSubmit();
        }}
      >
        {error ? <Notice tone="danger">{problemMessage(t, error)}</Notice> : null}
        {children}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
      {after}
    </Dialog>
  );
}
