import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "../../api/context";
import { installationQuery } from "../../api/queries";
import { useSetTrail } from "../../app/trail";
import { Field, Section } from "../../design/Field";
import { Page } from "../../design/Page";
import { Loading } from "../../design/states";
import styles from "./AboutPage.module.css";

/** What this program is made of, and under which licences it may be passed on. Made by `cargo xtask codegen`. */
const shipped = async () => (await import("./licences.json")).default;

export function AboutPage() {
  const { t } = useTranslation();
  const { engine } = useHost();
  const [sought, setSought] = useState("");
  const installation = useQuery(installationQuery(engine)).data;
  const parts = useQuery({ queryKey: ["licences"], queryFn: shipped, staleTime: Infinity }).data;
  useSetTrail([{ id: "about", name: t("about.title"), kind: "page" }]);
  const words = sought.trim().toLowerCase();
  const shown = parts?.filter((part) => `${part.name} ${part.licence}`.toLowerCase().includes(words));
  return (
    <Page icon="info" title={t("about.title")} subtitle={installation && t("status.version", { version: installation.version })}>
      <Section title={t("about.program")} hint={t("about.hint")}>
        <p className={styles.own}>{t("about.own")}</p>
      </Section>
      <Section title={t("about.parts")} hint={t("about.partsHint", { count: parts?.length ?? 0 })}>
        <Field label={t("about.find")} value={sought} onChange={setSought} />
        {!shown ? (
          <Loading rows={12} />
        ) : (
          <table className={styles.parts}>
            <thead>
              <tr>
                <th scope="col">{t("about.name")}</th>
                <th scope="col">{t("about.version")}</th>
                <th scope="col">{t("about.licence")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((part) => (
                <tr key={`${part.name} ${part.version}`}>
                  <th scope="row">{part.name}</th>
                  <td>{part.version}</td>
                  <td>{part.licence}</td>
                </tr>
              ))}
              {shown.length === 0 && (
                <tr>
                  <td colSpan={3}>{t("about.none")}</td>
                </tr>
              )}
            </tbody>
          </table>
        )}
      </Section>
    </Page>
  );
}
