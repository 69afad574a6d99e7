import { useTranslation } from "react-i18next";
import { useFile } from "../../api/files";
import type { LogKind } from "../../api/logs";
import { problemMessage } from "../../api/problems";
import type { ListRow } from "../../api/records";
import { Row, Section } from "../../design/Field";
import { Loading, Notice } from "../../design/states";
import { formatDateTime } from "../../i18n/format";
import { cellText } from "../lists/cells";
import { Inspector } from "../lists/Inspector";
import styles from "./Calls.module.css";
import { LOG_ICONS, Outcome } from "./log-columns";
import { duration } from "./span";

const SHOWN = {
  call: ["caller_display_name", "caller", "callee_display_name", "callee", "owner", "trunk"],
  recording: ["caller", "callee", "owner", "file_name"],
  message: ["sender_name", "sender", "receiver_name", "receiver", "owner", "delivery"],
} as const satisfies { [kind in LogKind]: readonly string[] };

/** One call, recording or message beside its list. */
export function Entry({ kind, row }: { kind: LogKind; row: ListRow }) {
  const { t } = useTranslation();
  const address = cellText(row, "file_url");
  return (
    <Inspector icon={LOG_ICONS[kind]} title={`${t(`logs.${kind}`)} · ${formatDateTime(cellText(row, "at"))}`}>
      <Section title={t("logs.who")}>
        {SHOWN[kind].map((column) => cellText(row, column) && <Row key={column} label={t(`columns.${column}`)}>{cellText(row, column)}</Row>)}
        {kind === "call" && (
          <Row label={t("columns.outcome")}>
            <span>
              <Outcome outcome={cellText(row, "outcome")} />
            </span>
          </Row>
        )}
        {kind !== "message" && <Row label={t("columns.duration")}>{duration(Number(row.cells["duration"] ?? 0))}</Row>}
      </Section>
      {kind === "message" && (
        <Section title={t("columns.content")}>
          <p className={styles.content}>{cellText(row, "content")}</p>
        </Section>
      )}
      {kind === "recording" && (
        <Section title={t("logs.listen")} hint={row.cells["simulated"] === true ? t("logs.simulated") : undefined}>
          {address ? <Sound address={address} /> : <p>{t("logs.noFile")}</p>}
        </Section>
      )}
    </Inspector>
  );
}

function Sound({ address }: { address: string }) {
  const { t } = useTranslation();
  const { source, error } = useFile(address);
  if (error) return <Notice tone="danger">{problemMessage(t, error)}</Notice>;
  if (!source) return <Loading rows={1} />;
  // What was said is only there as sound.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio controls src={source} aria-label={t("logs.listen")} className={styles.audio} />;
}
