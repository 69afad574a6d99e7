import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlatform } from "../../api/context";
import { Button } from "../../design/Button";
import { Row, Section } from "../../design/Field";
import { announce } from "../../design/notices";
import { Notice } from "../../design/states";
import { beginWork } from "../../design/works";
import { bytesText } from "../../i18n/format";
import type { Computer, Copy, Refused } from "../../platform";
import { KioskAutostart } from "./KioskAutostart";
import styles from "./ThisComputer.module.css";
import { RestoreCopy } from "./RestoreCopy";

/** The office file on this computer: where it is, its copies, and the other offices. Only in the window. */
export function ThisComputer() {
  const { computer } = usePlatform();
  return computer ? <OfficeFile computer={computer} /> : null;
}

/** The same, as work that is told to be over to somebody who looks elsewhere. */
async function longWork<Done>(label: string, work: () => Promise<Done>): Promise<Done> {
  const running = beginWork(label, 0);
  try {
    return await work();
  } finally {
    running.end();
  }
}

function OfficeFile({ computer }: { computer: Computer }) {
  const { t } = useTranslation();
  const offices = useQuery({ queryKey: ["computer", "offices"], queryFn: computer.offices, staleTime: 0 });
  const [found, setFound] = useState<Copy | null>(null);
  const [created, setCreated] = useState<string | null>(null);
  const refused = (error: unknown) => t(`computer.refused_${(error as Refused).code ?? "system"}`, { detail: (error as Refused).detail ?? String(error) });
  const save = useMutation({
    mutationFn: async () => ((await computer.pickFolder(t("computer.whereTo"))) ? await longWork(t("computer.saving"), computer.saveCopy) : null),
    onSuccess: (copy) => copy && announce({ tone: "ok", text: t("computer.saved", { count: copy.records, size: bytesText(copy.bytes), path: copy.path }) }),
  });
  const find = useMutation({
    mutationFn: async () => ((await computer.pickFolder(t("computer.whichCopy"))) ? await longWork(t("computer.reading"), computer.checkCopy) : null),
    onSuccess: setFound,
  });
  const open = useMutation({
    mutationFn: async (number?: number) => {
      if (number !== undefined) return computer.openOffice(number);
      const folder = await computer.pickFolder(t("computer.whichOffice"));
      if (folder && !folder.office) return setCreated(folder.path);
      return folder ? computer.openOffice() : undefined;
    },
  });
  const failed = save.error ?? find.error ?? open.error;
  const data = offices.data;
  return (
    <Section title={t("computer.title")} hint={t("computer.hint")}>
      <Row label={t("computer.file")}>
        <bdi className={styles.path}>{data?.here}</bdi>
      </Row>
      <Row label={t("computer.copies")}>
        <div className={styles.line}>
          <Button icon="download" isDisabled={save.isPending} onPress={() => save.mutate()}>
            {save.isPending ? t("computer.saving") : t("computer.save")}
          </Button>
          <Button icon="undo" isDisabled={find.isPending || data?.demo !== false} onPress={() => find.mutate()}>
            {find.isPending ? t("computer.reading") : t("computer.restore")}
          </Button>
        </div>
        {data?.demo && <p className={styles.why}>{t("computer.demo")}</p>}
      </Row>
      <Row label={t("computer.others")}>
        <ul className={styles.offices}>
          {data?.others.map((path, number) => (
            <li key={path}>
              <bdi className={styles.path}>{path}</bdi>
              <Button onPress={() => open.mutate(number)} aria-label={t("computer.openOf", { path })}>
                {t("computer.open")}
              </Button>
            </li>
          ))}
        </ul>
        <div className={styles.line}>
          <Button icon="plus" onPress={() => open.mutate(undefined)}>
            {t("computer.another")}
          </Button>
        </div>
        {created && (
          <Notice tone="info">
            {t("computer.noOffice", { path: created })}{" "}
            <Button
              onPress={() => {
                setCreated(null);
                void computer.openOffice();
              }}
            >
              {t("computer.begin")}
            </Button>
          </Notice>
        )}
      </Row>
      <KioskAutostart computer={computer} />
      {failed && <Notice tone="danger">{refused(failed)}</Notice>}
      {found && <RestoreCopy copy={found} computer={computer} onClose={() => setFound(null)} />}
    </Section>
  );
}
