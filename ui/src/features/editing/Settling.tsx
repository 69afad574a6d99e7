import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { useValueName } from "./names";
import styles from "./Settling.module.css";

const TYPING = "input, textarea, select";

/** One record whose changes did not meet, with what is to be settled of it. */
export function UnsettledRecord({ label, kind, children }: { label: string; kind: string; children: React.ReactNode }) {
  return (
    <article className={styles.record}>
      <header>
        <strong>{label}</strong>
        <span>{kind}</span>
      </header>
      {children}
    </article>
  );
}

/** What a field holds on one of the sides, or held before. */
export interface SideShown {
  title: string;
  value: Json | undefined;
  /** By whom and when. */
  who?: React.ReactNode;
}

interface SettlingProps {
  /** What it is about, for who does not see it. */
  label: string;
  path: string;
  /** What the field is called. */
  name: string;
  /** What stands first: the name, or why it cannot be settled field by field. */
  children: React.ReactNode;
  before: SideShown;
  theirs: SideShown;
  mine: SideShown;
  /** Values are shown, and not only that something happened. */
  isShown?: boolean;
  /** Another value can be typed. */
  mayEdit?: boolean;
  isBusy?: boolean;
  onSettle: (choice: "theirs" | "mine" | "edited", value?: Json) => void;
  onUndo: (() => void) | undefined;
}

/** Two changes that did not meet: what was there, theirs, mine. A person decides, by T, M, E and U, or the buttons. */
export function Settling({ label, path, name, children, before, theirs, mine, isShown = true, mayEdit = true, isBusy = false, onSettle, onUndo }: SettlingProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const known = mine.value ?? theirs.value ?? before.value;
  const editable = mayEdit && (known === undefined || typeof known === "string" || typeof known === "number");
  const edit = () => editable && setTyped(mine.value === undefined ? "" : String(mine.value));
  const finish = () => {
    if (typed === undefined) return;
    onSettle("edited", typeof known === "number" ? Number(typed) : typed);
    setTyped(undefined);
  };
  const keys: { [key: string]: () => void } = { t: () => onSettle("theirs"), m: () => onSettle("mine"), e: edit, u: () => onUndo?.() };
  const onKey = (event: React.KeyboardEvent) => {
    const run = keys[event.key.toLowerCase()];
    if (!run || isBusy || event.ctrlKey || event.altKey || event.metaKey || (event.target as Element).closest(TYPING)) return;
    event.preventDefault();
    run();
  };
  return (
    <div className={styles.conflict} role="group" tabIndex={0} onKeyDown={onKey} aria-label={`${label}: ${name}`}>
      <div className={styles.side}>{children}</div>
      {[before, theirs, mine].map((side) => (
        <Side key={side.title} side={side} path={path} isShown={isShown} />
      ))}
      <div className={styles.choices}>
        {typed === undefined ? (
          <>
            <Button isDisabled={isBusy} onPress={() => onSettle("theirs")}>
              {t("copy.takeTheirs")}
              <kbd>T</kbd>
            </Button>
            <Button isDisabled={isBusy} onPress={() => onSettle("mine")}>
              {t("copy.takeMine")}
              <kbd>M</kbd>
            </Button>
            {editable && (
              <Button isDisabled={isBusy} look="quiet" onPress={edit}>
                {t("copy.edit")}
                <kbd>E</kbd>
              </Button>
            )}
            {onUndo && (
              <Button look="quiet" icon="undo" onPress={onUndo}>
                {t("copy.undoLast")}
                <kbd>U</kbd>
              </Button>
            )}
          </>
        ) : (
          <form
            className={styles.choices}
            onSubmit={(event) => {
              event.preventDefault();
              finish();
            }}
          >
            <Field stacked autoFocus label={name} value={typed} onChange={setTyped} />
            <Button type="submit" look="primary" isDisabled={isBusy}>
              {t("copy.takeEdited")}
            </Button>
            <Button look="quiet" onPress={() => setTyped(undefined)}>
              {t("common.cancel")}
            </Button>
          </form>
        )}
      </div>
    </div>
  );
}

function Side({ side, path, isShown }: { side: SideShown; path: string; isShown: boolean }) {
  const valueName = useValueName();
  return (
    <div className={styles.side}>
      <span className={styles.title}>{side.title}</span>
      {isShown && (
        <p className={styles.value}>
          <bdi>{valueName(path, side.value)}</bdi>
        </p>
      )}
      {side.who && <p className={styles.who}>{side.who}</p>}
    </div>
  );
}
