import { useTranslation } from "react-i18next";
import type { TreeRow } from "../../api/types";
import { Icon } from "../Icon";
import styles from "./VirtualTree.module.css";

interface TreeItemProps {
  row: TreeRow | undefined;
  top: number;
  height: number;
  active: boolean;
  selected: boolean;
  onPress: () => void;
  onToggle: () => void;
  onMenu: (at: { x: number; y: number }) => void;
  /** Rows can be dragged onto others; without it they cannot. */
  drag?: RowDrag | undefined;
}

export interface RowDrag {
  /** Whether what is being dragged may be dropped here. */
  readonly fits: boolean;
  readonly onStart: () => void;
  readonly onOver: () => void;
  readonly onEnd: () => void;
  readonly onDrop: () => void;
  readonly isOver: boolean;
}

const INDENT_PX = 16;
/** Deeper levels are not indented further, or names would leave the pane; the level is still said to screen readers. */
const INDENT_LEVELS = 12;

export function TreeItem({ row, top, height, active, selected, onPress, onToggle, onMenu, drag }: TreeItemProps) {
  const { t } = useTranslation();
  const place = { transform: `translateY(${top}px)`, blockSize: height };
  if (!row) return <div className={styles.row} style={place} role="presentation"><span className={styles.bone} /></div>;
  return (
    <div
      id={`tree-${row.id}`}
      className={styles.row}
      style={place}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={row.posinset}
      aria-setsize={row.setsize}
      aria-expanded={row.child_count > 0 ? row.expanded : undefined}
      aria-selected={selected}
      data-active={active || undefined}
      data-disabled={row.enabled ? undefined : true}
      data-drop={drag?.isOver || undefined}
      draggable={drag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.name);
        drag?.onStart();
      }}
      onDragOver={(event) => {
        if (!drag?.fits) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
        drag.onOver();
      }}
      onDragEnd={drag?.onEnd}
      onDrop={(event) => {
        event.preventDefault();
        drag?.onDrop();
      }}
      onClick={onPress}
      onDoubleClick={() => row.child_count > 0 && onToggle()}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <span className={styles.indent} style={{ inlineSize: Math.min(row.depth, INDENT_LEVELS) * INDENT_PX }} />
      <span
        className={styles.twist}
        data-open={row.expanded || undefined}
        onClick={(event) => {
          event.stopPropagation();
          if (row.child_count > 0) onToggle();
        }}
      >
        {row.child_count > 0 && <Icon name="chevron" size={12} mirrored />}
      </span>
      <Icon name={row.is_reseller || row.child_count > 0 ? "people" : "account"} className={styles.kind} />
      <span className={styles.name} data-matched={row.matched || undefined}>
        {row.name}
      </span>
      {!row.enabled && (
        <span className={styles.mark}>
          <Icon name="pause" size={12} />
          {t("tree.disabled")}
        </span>
      )}
      {row.descendants_count > 0 && (
        <span className={styles.count} title={t("tree.below", { count: row.descendants_count })}>
          {row.descendants_count.toLocaleString()}
        </span>
      )}
    </div>
  );
}
