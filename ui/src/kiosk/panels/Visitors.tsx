import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { readVisitors, signVisitorIn, signVisitorOut, type Visitor } from "../../api/kiosk";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { formatLocale } from "../../i18n/format";
import { find } from "../find";
import { useStore, type KioskStore } from "../store";
import styles from "./Panels.module.css";
import { useDeed } from "./use-deed";

/** Who came to see whom: signing in, and out again. */
export function Visitors({ store }: { store: KioskStore }) {
  const { t } = useTranslation();
  const seen = useStore(store, (it) => it.visitorsSeen);
  const entries = useStore(store, (it) => it.entries);
  const [rows, setRows] = useState<readonly Visitor[]>();
  const [name, setName] = useState("");
  const [company, setCompany] = useState("");
  const [badge, setBadge] = useState("");
  const [typed, setTyped] = useState("");
  const { busy, failed, run } = useDeed();
  const first = useRef<HTMLInputElement>(null);
  const host = typed.trim() ? find(entries, typed)[0]?.person : undefined;
  const read = useCallback(() => readVisitors(store.engine).then(setRows, () => setRows((before) => before ?? [])), [store]);
  useEffect(() => void read(), [read, seen]);
  const time = (at: string) => new Intl.DateTimeFormat(formatLocale(), { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(at));
  const signIn = async () => {
    const done = await run(() => signVisitorIn(store.engine, { name, company, badge, note: "", ...(host ? { host_id: host.id } : {}) }));
    if (!done) return;
    for (const empty of [setName, setCompany, setBadge, setTyped]) empty("");
    await read();
    first.current?.focus();
  };
  return (
    <div className={styles.form}>
      <form
        noValidate
        className={styles.visitor}
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <Field stacked autoFocus inputRef={first} label={t("kiosk.visitorName")} value={name} onChange={setName} maxLength={128} errors={failed ? [failed] : []} />
        <Field stacked label={t("kiosk.visitorCompany")} value={company} onChange={setCompany} maxLength={128} />
        <Field stacked label={t("kiosk.visitorHost")} value={typed} onChange={setTyped} hint={host ? `${host.name} · ${host.extension_number}` : typed.trim() ? t("kiosk.nobody") : undefined} />
        <Field stacked label={t("kiosk.visitorBadge")} value={badge} onChange={setBadge} maxLength={32} />
        <Button look="primary" type="submit" isDisabled={busy || !name.trim()}>
          {t("kiosk.signIn")}
        </Button>
      </form>
      {rows?.length === 0 && <p>{t("kiosk.noVisitors")}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("kiosk.visitorName")}</th>
            <th>{t("kiosk.visitorCompany")}</th>
            <th>{t("kiosk.visitorHost")}</th>
            <th>{t("kiosk.visitorBadge")}</th>
            <th>{t("kiosk.arrived")}</th>
            <th>{t("kiosk.left")}</th>
          </tr>
        </thead>
        <tbody>
          {rows?.map((row) => (
            <tr key={row.id}>
              <td>{row.name}</td>
              <td>{row.company}</td>
              <td>{row.host}</td>
              <td>{row.badge}</td>
              <td>{time(row.arrived_at)}</td>
              <td>
                {row.left_at ? (
                  time(row.left_at)
                ) : (
                  <Button isDisabled={busy} aria-label={`${t("kiosk.signOut")}: ${row.name}`} onPress={() => void run(() => signVisitorOut(store.engine, row.id)).then(read)}>
                    {t("kiosk.signOut")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
