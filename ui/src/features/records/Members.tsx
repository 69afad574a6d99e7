import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Initials } from "../lists/cells";
import styles from "./Records.module.css";
import { AgentState } from "./AgentState";
import { PersonPicker } from "./PersonPicker";

interface MembersProps {
  accountId: Id;
  ids: readonly Id[];
  names: { readonly [id: string]: string };
  frozen: boolean;
  /** Whether their order means something. */
  ordered?: boolean;
  onChange: (ids: Id[]) => void;
  /** By id, what each is doing, where a queue knows it. */
  states?: { readonly [id: string]: string };
}

/** The people of a team: added by typing a name, moved and removed with buttons that say whom they are about. */
export function Members({ accountId, ids, names, frozen, ordered, onChange, states }: MembersProps) {
  const { t } = useTranslation();
  const [added, setAdded] = useState<{ readonly [id: string]: string }>({});
  const nameOf = (id: Id) => added[id] ?? names[id] ?? t("records.gone");
  const move = (index: number, by: -1 | 1) => {
    const next = [...ids];
    const [id] = next.splice(index, 1);
    if (id !== undefined) next.splice(index + by, 0, id);
    onChange(next);
  };
  return (
    <>
      {ids.length === 0 && <p className={styles.none}>{t("records.noMembers")}</p>}
      <ol className={styles.members} aria-label={t("columns.members")}>
        {ids.map((id, index) => {
          const name = nameOf(id);
          return (
            <li key={id} className={styles.member}>
              {ordered && <span className={styles.place}>{index + 1}</span>}
              <Initials name={name} />
              <span className={styles.memberName}>{name}</span>
              {states && <AgentState status={states[id] ?? ""} />}
              {!frozen && (
                <span className={styles.memberVerbs}>
                  {ordered && <Button look="quiet" icon="up" isDisabled={index === 0} aria-label={t("records.up", { name })} onPress={() => move(index, -1)} />}
                  {ordered && <Button look="quiet" icon="down" isDisabled={index === ids.length - 1} aria-label={t("records.down", { name })} onPress={() => move(index, 1)} />}
                  <Button look="quiet" icon="close" aria-label={t("records.takeOut", { name })} onPress={() => onChange(ids.filter((other) => other !== id))} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {!frozen && (
        <PersonPicker
          stacked
          clears
          label={t("records.addMember")}
          accountId={accountId}
          name=""
          placeholder={t("records.findPerson")}
          onPick={(person) => {
            if (!person || ids.includes(person.id)) return;
            setAdded({ ...added, [person.id]: person.name });
            onChange([...ids, person.id]);
          }}
        />
      )}
    </>
  );
}
