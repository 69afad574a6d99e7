import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Participant } from "../../api/meetings";
import type { Id } from "../../api/types";
import { Icon } from "../../design/Icon";
import { Initials } from "../lists/cells";
import styles from "./LayoutGrid.module.css";

interface LayoutGridProps {
  /** In the order of their places. */
  shown: readonly Participant[];
  /** Who looks at it may not rearrange it. Not while an order is being kept: a drop ends only after it, at its handle. */
  isFrozen: boolean;
  onArrange: (order: Id[]) => void;
}

/** The picture of a video room, tile by tile: rearranged by dragging, or by keyboard with Enter on a tile's handle. */
export function LayoutGrid({ shown, isFrozen, onArrange }: LayoutGridProps) {
  const { t } = useTranslation();
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: isFrozen,
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": shown.find((who) => who.id === key)?.name ?? "" })),
    onReorder: ({ keys, target }) => {
      const moved = shown.filter((who) => keys.has(who.id)).map((who) => who.id);
      const rest = shown.map((who) => who.id).filter((id) => !keys.has(id));
      const at = rest.indexOf(String(target.key)) + (target.dropPosition === "after" ? 1 : 0);
      onArrange([...rest.slice(0, at), ...moved, ...rest.slice(at)]);
    },
  });
  return (
    <section className={styles.box} aria-label={t("meetings.layout")}>
      <h3 className={styles.head}>{t("meetings.layout")}</h3>
      <p className={styles.hint}>{t(isFrozen ? "meetings.layoutFrozen" : "meetings.layoutHint")}</p>
      <GridList
        aria-label={t("meetings.layout")}
        layout="grid"
        items={[...shown]}
        dragAndDropHooks={dragAndDropHooks}
        className={styles.grid}
        style={{ gridTemplateColumns: `repeat(${Math.max(1, Math.ceil(Math.sqrt(shown.length)))}, minmax(0, 1fr))` }}
        renderEmptyState={() => <p className={styles.hint}>{t("meetings.nobodyYet")}</p>}
      >
        {(who) => (
          <GridListItem id={who.id} textValue={who.name} className={styles.tile}>
            {({ state }) => (
              <>
                <Initials name={who.name} />
                <bdi className={styles.name}>{who.name}</bdi>
                <Icon name={who.muted ? "mic_off" : "mic"} size={13} />
                {!isFrozen && (
                  // Who goes straight to a handle, as with a screen reader, is at its tile: places are counted from it, and it has the focus after the drop.
                  <Button slot="drag" className={styles.handle} onFocus={() => state.selectionManager.setFocusedKey(who.id)}>
                    <Icon name="move" size={14} />
                  </Button>
                )}
              </>
            )}
          </GridListItem>
        )}
      </GridList>
    </section>
  );
}
