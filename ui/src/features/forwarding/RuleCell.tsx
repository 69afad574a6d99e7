import { useRef, useState } from "react";
import { Dialog, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { NoAnswer, Rule, State } from "../../api/types";
import menuStyles from "../../design/ContextMenu.module.css";
import { Icon } from "../../design/Icon";
import { listText } from "../../i18n/format";
import styles from "./RuleMatrix.module.css";
import type { Part } from "./place";
import { RuleForm } from "./RuleForm";
import { ACTION_ICONS, ACTION_TONES, defaultRule } from "./rules";

interface RuleCellProps {
  state: State;
  part: Part;
  /** Absent: the default holds. */
  rule: Rule | NoAnswer | undefined;
  changed: boolean;
  mayEdit: boolean;
  onChange: (rule: Rule | NoAnswer | undefined) => void;
}

export function RuleCell({ state, part, rule, changed, mayEdit, onChange }: RuleCellProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const cell = useRef<HTMLButtonElement>(null);
  const shown = rule ?? defaultRule(state, part);
  const words = t(`actions.${shown.action}`);
  const detail = shown.action === "forward_to_number" ? shown.number : undefined;
  const wait = "timeout_s" in shown ? t("forwarding.after", { count: shown.timeout_s }) : undefined;
  const notes = [detail, wait, rule ? undefined : t("forwarding.default")].filter(Boolean).join(" · ");
  const name = listText([t(`states.${state}`), t(`forwarding.${part}`)]);
  return (
    <>
      <button
        ref={cell}
        type="button"
        className={styles.cell}
        disabled={!mayEdit}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        data-changed={changed || undefined}
        data-default={rule ? undefined : true}
      >
        <span className={`${styles.icon} ${styles[ACTION_TONES[shown.action]]}`}>
          <Icon name={ACTION_ICONS[shown.action]} size={14} mirrored={shown.action === "forward_to_number"} />
        </span>
        <span className={styles.words}>
          <span className="visually-hidden">{`${name}: `}</span>
          {words}
          {notes && <small>{notes}</small>}
          {changed && <span className="visually-hidden">{` (${t("common.changed")})`}</span>}
        </span>
      </button>
      {/* Only while it is open: a matrix has twenty cells. */}
      {open && (
        <Popover triggerRef={cell} isOpen onOpenChange={setOpen} className={menuStyles.popover} placement="bottom start" offset={4}>
          <Dialog className={styles.editor} aria-label={name}>
            <RuleForm
              title={name}
              state={state}
              part={part}
              rule={shown}
              isDefault={!rule}
              onDone={(next) => {
                onChange(next);
                setOpen(false);
              }}
            />
          </Dialog>
        </Popover>
      )}
    </>
  );
}
