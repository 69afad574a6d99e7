import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { KeyType, PhoneKey } from "../../api/phones";
import { Icon, type IconName } from "../../design/Icon";
import { listText } from "../../i18n/format";
import { beside, NOTHING, type Page } from "./layout";
import styles from "./Phones.module.css";

const ICONS: { readonly [type in KeyType]: IconName } = { line: "phone", blf: "person", speed_dial: "forward", park: "pause", none: "plus" };
const LINE: PhoneKey = { type: "line", value: "", label: "" };
const ARROWS: { readonly [key: string]: "up" | "down" | "left" | "right" } = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

interface PhoneDrawingProps {
  page: Page;
  keys: readonly PhoneKey[];
  selected: number;
  onSelect: (number: number) => void;
  /** Enter on a key: on to what it does. */
  onOpen: () => void;
  /** What stands on the screen in the middle. */
  title: string;
  screen: readonly number[];
  label: string;
}

/** The phone as it stands on the desk: its keys around the screen. Tab leads in, the arrows lead around. */
export function PhoneDrawing({ page, keys, selected, onSelect, onOpen, title, screen, label }: PhoneDrawingProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const walk = (event: React.KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      onOpen();
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const next = beside(page, selected, arrow);
    if (next === undefined) return;
    onSelect(next);
    box.current?.querySelector<HTMLElement>(`[data-key="${next}"]`)?.focus();
  };
  const side = (numbers: readonly number[], name: "left" | "right", turns: boolean) => (
    <div className={styles.side} data-side={name}>
      {numbers.map((number) => {
        const key = number === 1 ? LINE : (keys[number - 2] ?? NOTHING);
        const says = key.label || key.value || t(`phones.type_${key.type}`);
        return (
          <button
            key={number}
            type="button"
            role="radio"
            className={styles.key}
            data-key={number}
            data-type={key.type}
            aria-checked={number === selected}
            aria-label={t("phones.keyLabel", { number, type: t(`phones.type_${key.type}`), label: listText([key.label, key.value]) })}
            tabIndex={number === selected ? 0 : -1}
            onClick={() => onSelect(number)}
            onKeyDown={walk}
          >
            <span className={styles.keyNumber}>{number}</span>
            <Icon name={ICONS[key.type]} size={13} />
            <bdi className={styles.keyText}>{says}</bdi>
          </button>
        );
      })}
      {turns && (
        <span className={styles.turn} aria-hidden="true">
          <Icon name="chevron" size={12} />
        </span>
      )}
    </div>
  );
  return (
    <div ref={box} className={styles.phone} role="radiogroup" aria-label={label} data-module={page.module ? true : undefined}>
      {page.left.length > 0 && side(page.left, "left", false)}
      {!page.module && (
        <div className={styles.screen} aria-hidden="true" style={{ aspectRatio: `${screen[0] ?? 4} / ${screen[1] ?? 3}` }}>
          <bdi>{title}</bdi>
        </div>
      )}
      {(page.right.length > 0 || page.turns) && side(page.right, "right", page.turns)}
    </div>
  );
}
