/** What the screens of a copy say in words, and with which icon. */
import type { TFunction } from "i18next";
import type { CopyStatus } from "../../api/copy";
import type { IconName } from "../../design/Icon";
import en from "../../i18n/en.json";


type KindKey = Extract<keyof typeof en.copy, `kind_${string}`> extends `kind_${infer Kind}` ? Kind : never;

const isKind = (name: string): name is KindKey => `kind_${name}` in en.copy;

export const kindName = (t: TFunction, kind: string): string => (isKind(kind) ? t(`copy.kind_${kind}`) : kind.replaceAll("_", " "));

export type CopyState = "none" | "fetching" | "synced" | "waiting" | "needs_you" | "paused" | "offline" | "signed_out" | "locked" | "revoked" | "outdated" | "failed";

export const STATE_ICONS: { readonly [state in CopyState]: IconName } = {
  none: "offline",
  fetching: "download",
  synced: "available",
  waiting: "upload",
  needs_you: "warning",
  paused: "pause",
  offline: "offline",
  signed_out: "key",
  locked: "lock",
  revoked: "lock",
  outdated: "warning",
  failed: "warning",
};

export const stateOf = (status: CopyStatus): CopyState => status.state as CopyState;
