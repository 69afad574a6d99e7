import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ACTIONS, type Action, type Exception, type Week } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field, Row } from "../../design/Field";
import { Select } from "../../design/Select";
import { WeekEditor } from "../../design/week/WeekEditor";
import { parseWeek } from "../../lib/week";
import { newId } from "../../lib/id";
import { ACTION_ICONS, isNumber, tidyRule } from "./rules";

const APPLIES = ["all_hours", "specific_hours", "outside_specific_hours"] as const;
const FIRST_WEEK: Week = parseWeek("Mon-Fri 09:00-17:00") ?? {};
const MASK = /^([0-9+*?Xx]+|anonymous)$/;

export function ExceptionDialog({ exception, onClose, onDone }: { exception: Exception | null; onClose: () => void; onDone: (exception: Exception) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(exception?.name ?? "");
  const [mask, setMask] = useState(exception?.caller_mask ?? "");
  const [applies, setApplies] = useState(exception?.applies ?? "all_hours");
  const [hours, setHours] = useState<Week>(exception?.hours ?? FIRST_WEEK);
  const [action, setAction] = useState<Action>(exception?.action ?? "ring");
  const [number, setNumber] = useState(exception?.number ?? "");
  const plainMask = mask.replace(/[\s()./-]/g, "");
  const goodMask = MASK.test(plainMask);
  const goodNumber = action !== "forward_to_number" || isNumber(number);
  const done = () => {
    // Keys that this console does not know stay as they are.
    const { hours: _hours, number: _number, name: _name, ...kept } = exception ?? { id: newId() };
    onDone({
      ...kept,
      ...tidyRule({ action, number }),
      ...(name.trim() ? { name: name.trim() } : {}),
      caller_mask: plainMask,
      applies,
      ...(applies === "all_hours" ? {} : { hours }),
    } as Exception);
  };
  return (
    <Dialog
      title={exception ? t("exceptions.edit", { name: exception.name || exception.caller_mask }) : t("exceptions.new")}
      isOpen
      onClose={onClose}
      width={applies === "all_hours" ? "narrow" : "wide"}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={!goodMask || !goodNumber} onPress={done}>
            {t("common.apply")}
          </Button>
        </>
      }
    >
      <Field label={t("exceptions.mask")} hint={t("exceptions.maskHint")} autoFocus value={mask} onChange={setMask} errors={mask && !goodMask ? [t("exceptions.badMask")] : []} />
      <Field label={t("exceptions.name")} value={name} onChange={setName} />
      <Row label={t("exceptions.when")}>
        <Select label={t("exceptions.when")} labelHidden value={applies} onChange={setApplies} options={APPLIES.map((value) => ({ value, label: t(`exceptions.${value}`) }))} />
      </Row>
      {applies !== "all_hours" && <WeekEditor label={t("exceptions.when")} week={hours} onChange={setHours} />}
      <Row label={t("exceptions.then")}>
        <Select label={t("exceptions.then")} labelHidden value={action} onChange={setAction} options={ACTIONS.map((value) => ({ value, label: t(`actions.${value}`), icon: ACTION_ICONS[value] }))} />
      </Row>
      {action === "forward_to_number" && (
        <Field label={t("forwarding.number")} hint={t("forwarding.numberHint")} value={number} onChange={setNumber} errors={number && !goodNumber ? [t("forwarding.badNumber")] : []} />
      )}
    </Dialog>
  );
}
