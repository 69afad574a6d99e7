import { useRef, type RefObject } from "react";
import { Menu, MenuItem, Popover, Separator } from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import styles from "./ContextMenu.module.css";

export interface Verb {
  id: string;
  label: string;
  icon: IconName;
  shortcut?: string;
  danger?: boolean;
  /** Shown instead of hidden: why it cannot be done. */
  disabledReason?: string | undefined;
  separated?: boolean;
  run: () => void;
}

/** A menu at a point: the pointer's, or the row's when it was asked for with the keyboard. */
export function ContextMenu({ at, label, verbs, onClose }: { at: { x: number; y: number } | null; label: string; verbs: readonly Verb[]; onClose: () => void }) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={at ? { left: at.x, top: at.y } : undefined} aria-hidden="true" />
      <Popover
        triggerRef={anchor}
        isOpen={at !== null}
        onOpenChange={(open) => !open && onClose()}
        placement="bottom start"
        offset={2}
        className={styles.popover}
        aria-label={label}
      >
        <VerbMenu label={label} verbs={verbs} onClose={onClose} />
      </Popover>
    </>
  );
}

interface VerbPopoverProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  verbs: readonly Verb[];
  onClose: () => void;
}

/** The menu below a button, open as long as it is drawn: so a button needs nothing of menus before it is pressed. */
export function VerbPopover({ anchor, label, verbs, onClose }: VerbPopoverProps) {
  return (
    <Popover triggerRef={anchor} isOpen onOpenChange={(open) => !open && onClose()} placement="bottom end" className={styles.popover} aria-label={label}>
      <VerbMenu label={label} verbs={verbs} onClose={onClose} />
    </Popover>
  );
}

export function VerbMenu({ label, verbs, onClose }: { label: string; verbs: readonly Verb[]; onClose?: () => void }) {
  return (
    <Menu
      aria-label={label}
      autoFocus="first"
      className={styles.menu}
      disabledKeys={verbs.filter((verb) => verb.disabledReason).map((verb) => verb.id)}
      onClose={onClose ?? (() => undefined)}
    >
      {verbs.flatMap((verb) => [
        ...(verb.separated ? [<Separator key={`before-${verb.id}`} className={styles.separator} />] : []),
        <MenuItem key={verb.id} id={verb.id} textValue={verb.label} onAction={verb.run} className={`${styles.item} ${verb.danger ? styles.danger : ""}`}>
          <Icon name={verb.icon} />
          <span className={styles.text}>
            <span>{verb.label}</span>
            {verb.disabledReason && <small className={styles.reason}>{verb.disabledReason}</small>}
          </span>
          {verb.shortcut && <kbd>{verb.shortcut}</kbd>}
        </MenuItem>,
      ])}
    </Menu>
  );
}
