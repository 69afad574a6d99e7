import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { editAccount } from "../../api/mutations";
import { accountQuery } from "../../api/queries";
import type { Account, Json, Week } from "../../api/types";
import { Section } from "../../design/Field";
import { WeekEditor } from "../../design/week/WeekEditor";
import { useDraft } from "../../lib/draft";
import { parseWeek } from "../../lib/week";
import { useFieldName, useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";

/** What the engine assumes for an account that has set nothing. */
const USUAL_WEEK: Week = parseWeek("Mon-Fri 09:00-17:00") ?? {};

export function AccountHours({ account }: { account: Account }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const draft = useDraft(account.fields);
  const placeName = useFieldName();
  const valueName = useValueName();
  const key = accountQuery(engine, account.id).queryKey;
  const week = (draft.value("/office_hours") as Week | undefined) ?? USUAL_WEEK;
  return (
    <>
      <Section title={t("hours.title")} hint={t("hours.hint", { zone: String(account.fields["timezone"] ?? "UTC") })}>
        <WeekEditor label={t("hours.title")} week={week} isDisabled={!account.may.edit} onChange={(next) => draft.set("/office_hours", next as unknown as Json)} />
      </Section>
      <SaveBar
        draft={draft}
        save={(changes) => editAccount(engine, account.id, changes)}
        onSaved={(saved) => queries.setQueryData(key, saved)}
        onClash={() => void queries.invalidateQueries({ queryKey: key })}
        placeName={placeName}
        valueName={valueName}
      />
    </>
  );
}
