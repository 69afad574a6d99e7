import { useTranslation } from "react-i18next";
import type { Choice, RemoteClash, RemoteStep, Word } from "../../api/remotes";
import type { Json } from "../../api/types";
import { Chip } from "../../design/Chip";
import { Settling, UnsettledRecord } from "../editing/Settling";
import { sortName, usePlaceName, useRemoteValueName } from "./names";
import { PARENT, wordOn } from "./steps";

interface ClashesProps {
  steps: readonly RemoteStep[];
  words: readonly Word[];
  onWords: (words: Word[]) => void;
}

/** What both sides changed, record by record: what was, theirs, mine. A word counts with the next pull or push. */
export function Clashes({ steps, words, onWords }: ClashesProps) {
  const { t } = useTranslation();
  const say = (step: string, path: string, choice: Choice | undefined, value?: Json) => {
    const others = words.filter((word) => word.step !== step || word.path !== path);
    onWords(choice === undefined ? others : [...others, { step, path, choice, ...(value === undefined ? {} : { value }) }]);
  };
  return (
    <>
      {steps.map((step) => (
        <UnsettledRecord key={step.key} label={step.label} kind={sortName(t, step.sort)}>
          {step.clashes.map((clash) => (
            <One key={clash.path} step={step} clash={clash} word={wordOn(words, step.key, clash.path)} onSay={(choice, value) => say(step.key, clash.path, choice, value)} />
          ))}
        </UnsettledRecord>
      ))}
    </>
  );
}

interface OneProps {
  step: RemoteStep;
  clash: RemoteClash;
  word: Word | undefined;
  onSay: (choice: Choice | undefined, value?: Json) => void;
}

function One({ step, clash, word, onSay }: OneProps) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const valueName = useRemoteValueName(step);
  const isMove = clash.path === PARENT;
  const shown = (value: Json | undefined) => (isMove && value !== undefined ? valueName(clash.path, value) : value);
  const name = placeName(clash.path);
  return (
    <Settling
      label={step.label}
      path={clash.path}
      name={name}
      before={{ title: t("copy.before"), value: shown(clash.base) }}
      theirs={{ title: t("copy.theirs"), value: shown(clash.theirs) }}
      mine={{ title: t("copy.mine"), value: shown(clash.mine) }}
      mayEdit={!isMove}
      onSettle={onSay}
      onUndo={word && (() => onSay(undefined))}
    >
      <strong>{name}</strong>
      {word && (
        <Chip tone="ok" icon="check">
          {word.choice === "edited" ? valueName(clash.path, word.value) : t(word.choice === "mine" ? "copy.takeMine" : "copy.takeTheirs")}
        </Chip>
      )}
    </Settling>
  );
}
