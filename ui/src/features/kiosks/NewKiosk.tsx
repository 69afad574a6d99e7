import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer } from "../../api/client";
import { useEngine, usePlatform } from "../../api/context";
import { fieldErrors, problemMessage, type Problem } from "../../api/problems";
import type { components } from "../../api/schema";
import type { Id } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field, Row } from "../../design/Field";
import { Toggle } from "../../design/Toggle";
import { PersonPicker } from "../records/PersonPicker";
import styles from "./Kiosks.module.css";

const DUTIES = ["presence", "hours", "meetings", "visitors"] as const;
type Prepared = components["schemas"]["PreparedKiosk"];

/** Names a kiosk and shows the code with which its device is enrolled, once. */
export function NewKiosk({ accountId, onClose }: { accountId: Id; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const engine = useEngine();
  const platform = usePlatform();
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const [line, setLine] = useState<{ id: Id; name: string }>();
  const [duties, setDuties] = useState({ presence: true, hours: true, meetings: true, visitors: true });
  const [made, setMade] = useState<Prepared>();
  const [problem, setProblem] = useState<Problem>();
  const prepare = async () => {
    setProblem(undefined);
    try {
      const body = { name, pin, duties, ...(line ? { line_id: line.id } : {}) };
      setMade(await answer(engine.POST("/console/accounts/{id}/kiosks", { params: { path: { id: accountId } }, body })));
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  if (made) {
    const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: "short" }).format(new Date(made.code_until));
    return (
      <Dialog title={t("kiosks.codeTitle", { name })} isOpen onClose={onClose} footer={<Button onPress={onClose}>{t("common.close")}</Button>}>
        <p className={styles.code}>
          <code dir="ltr">{made.code}</code>
        </p>
        <p>{platform.capabilities.addressBar ? t("kiosks.codeHow", { url: `${location.origin}/kiosk`, time }) : t("kiosks.codeHowWindow", { time })}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("kiosks.add")}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" onPress={() => void prepare()}>
            {t("kiosks.prepare")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field stacked autoFocus label={t("kiosks.name")} value={name} onChange={setName} errors={fieldErrors(problem, "/name")} />
        <PersonPicker stacked label={t("kiosks.line")} accountId={accountId} name={line?.name ?? ""} onPick={(person) => setLine(person ?? undefined)} />
        <Field stacked label={t("kiosks.pin")} hint={t("kiosks.pinHint")} inputMode="numeric" autoComplete="off" value={pin} onChange={setPin} errors={fieldErrors(problem, "/pin")} />
        <Row stacked label={t("kiosks.duties")}>
          {DUTIES.map((duty) => (
            <Toggle key={duty} label={t(`kiosks.duty_${duty}`)} isSelected={duties[duty]} onChange={(on) => setDuties({ ...duties, [duty]: on })} />
          ))}
        </Row>
        {problem && <p role="alert">{problemMessage(t, problem)}</p>}
      </div>
    </Dialog>
  );
}
