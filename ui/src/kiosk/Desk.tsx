import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../design/Icon";
import { formatLocale } from "../i18n/format";
import { Board } from "./Board";
import { CallLists } from "./CallLists";
import { Header } from "./Header";
import styles from "./Kiosk.module.css";
import { KeyStrip } from "./KeyStrip";
import { Panels } from "./Panels";
import { PersonPane } from "./PersonPane";
import { useNow } from "./clock";
import { deedWord } from "./model";
import { useStore, type KioskStore } from "./store";
import { useDesk } from "./use-desk";

/** The desk: calls at the start, everybody in the middle, who is picked at the end, and the keys below. */
export function Desk({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const search = useRef<HTMLInputElement>(null);
  const desk = useDesk(store, search);
  const { enter, target, said } = desk;
  const call = enter && "call" in enter.deed ? enter.deed.call : undefined;
  return (
    <div className={styles.desk} data-away={desk.away || undefined}>
      <Header store={store} desk={desk} />
      <Away store={store} />
      <aside className={styles.calls} aria-label={t("kiosk.calls")}>
        <CallLists store={store} desk={desk} />
      </aside>
      <main className={styles.middle}>
        <div className={styles.find}>
          <label className={styles.search}>
            <Icon name="search" size={20} />
            <span className="visually-hidden">{t("kiosk.search")}</span>
            <input
              ref={search}
              type="text"
              role="combobox"
              aria-expanded="true"
              aria-controls="people"
              aria-activedescendant={desk.pickedCall ? `call-${desk.pickedCall}` : desk.selected ? `person-${desk.selected}` : undefined}
              value={desk.typed}
              placeholder={t("kiosk.searchHint")}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => desk.type(event.target.value)}
            />
          </label>
          <p className={styles.enter} aria-live="polite">
            {enter && (
              <>
                <kbd>{t("kiosk.enterKey")}</kbd> {t(`kiosk.${deedWord(enter.deed)}`)}
                <b>{"dial" in enter.deed || enter.deed.number !== undefined ? target?.name || target?.number : call && (call.party.name || call.party.number)}</b>
              </>
            )}
          </p>
          <label className={styles.departments}>
            <span>{t("kiosk.department")}</span>
            <select
              value={desk.department}
              onChange={(event) => {
                desk.setDepartment(event.target.value);
                desk.focus();
              }}
            >
              <option value="">{t("kiosk.everybody")}</option>
              {desk.departments.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <p className={styles.count}>{t("kiosk.count", { count: desk.found.length })}</p>
        </div>
        <Board store={store} entries={desk.found} selected={desk.selected} onPick={desk.pick} onColumns={desk.setColumns} />
      </main>
      <aside className={styles.person} aria-label={t("kiosk.picked")}>
        <PersonPane store={store} desk={desk} />
      </aside>
      <p className={styles.said} role="status" data-tone={said?.tone}>
        {said && <Icon name={said.tone === "ok" ? "check" : "warning"} />}
        {said?.text}
      </p>
      <KeyStrip desk={desk} />
      <Panels store={store} desk={desk} />
    </div>
  );
}

/** Says that the engine is away, and since when what is shown is old. */
function Away({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const since = useStore(store, (it) => it.awaySince);
  useNow();
  if (since === undefined) return null;
  const time = new Intl.DateTimeFormat(formatLocale(), { timeStyle: "medium" }).format(since);
  return (
    <p className={styles.away} role="alert">
      <Icon name="warning" size={20} />
      {t("kiosk.away", { time })}
    </p>
  );
}
