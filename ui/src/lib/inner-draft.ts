/**
 * A part of a record that is there as a whole or not at all, such as how a watch signs in. While the part is new it is
 * edited as one change; once it is kept, each place of it is a change of its own, so that two people can edit it.
 */
import type { Json } from "../api/types";
import type { Draft } from "./draft";

export interface InnerDraft {
  readonly isOn: boolean;
  readonly isNew: boolean;
  readonly value: (key: string) => Json | undefined;
  readonly text: (key: string) => string;
  readonly changed: (key: string) => boolean;
  readonly set: (key: string, to: Json | undefined) => void;
  /** Begins the part with these values, or takes it away. */
  readonly turn: (to: { [key: string]: Json } | undefined) => void;
}

export function innerDraft(draft: Draft, path: string): InnerDraft {
  const known = draft.value(path);
  const isNew = draft.changed(path);
  const whole = typeof known === "object" && known !== null && !Array.isArray(known) ? known : {};
  const value = (key: string): Json | undefined => (isNew ? whole[key] : draft.value(`${path}/${key}`));
  return {
    isOn: known !== undefined && known !== null,
    isNew,
    value,
    text: (key) => {
      const inside = value(key);
      return typeof inside === "string" || typeof inside === "number" ? String(inside) : "";
    },
    changed: (key) => draft.changed(`${path}/${key}`),
    set: (key, to) => {
      if (!isNew) return draft.set(`${path}/${key}`, to);
      const { [key]: _, ...others } = whole;
      draft.set(path, to === undefined ? others : { ...others, [key]: to });
    },
    turn: (to) => {
      // What was typed into a part that goes away goes with it.
      draft.replace(Object.fromEntries(Object.entries(draft.changes).filter(([place]) => !place.startsWith(`${path}/`))));
      draft.set(path, to);
    },
  };
}
