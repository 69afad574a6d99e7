import { Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Json, OfficeHours, UserForwarding, Week } from "../../api/types";
import { Section } from "../../design/Field";
import radioStyles from "../../design/Radio.module.css";
import { WeekEditor } from "../../design/week/WeekEditor";
import { dayNames } from "../../i18n/format";
import type { Draft } from "../../lib/draft";
import { weekText } from "../../lib/week";

/** Which week "office hours" means for this person. */
export function OwnHours({ draft, record }: { draft: Draft; record: UserForwarding }) {
  const { t } = useTranslation();
  const mode = (draft.value("/office_hours/mode") as OfficeHours["mode"] | undefined) ?? "account";
  const own = draft.value("/office_hours/week") as Week | undefined;
  const office = weekText(record.account_office_hours, dayNames("short")) || t("week.closed");
  const choose = (value: string) => {
    draft.set("/office_hours/mode", value);
    // A fresh own week starts as the account's, so that one only changes what differs.
    if (value === "custom" && own === undefined) draft.set("/office_hours/week", record.account_office_hours as unknown as Json);
  };
  return (
    <Section title={t("hours.personal")} hint={t("hours.zone", { zone: record.timezone.replaceAll("_", " ") })}>
      <RadioGroup aria-label={t("hours.personal")} value={mode} onChange={choose} isDisabled={!record.may_edit} className={radioStyles.group}>
        <Radio value="account" className={radioStyles.radio}>
          <span>
            {t("hours.asAccount")}
            <small>{office}</small>
          </span>
        </Radio>
        <Radio value="custom" className={radioStyles.radio}>
          <span>{t("hours.own")}</span>
        </Radio>
      </RadioGroup>
      {mode === "custom" && (
        <WeekEditor label={t("hours.personal")} week={own ?? record.account_office_hours} isDisabled={!record.may_edit} onChange={(week) => draft.set("/office_hours/week", week as unknown as Json)} />
      )}
    </Section>
  );
}
