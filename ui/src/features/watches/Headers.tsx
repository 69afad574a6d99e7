import { useTranslation } from "react-i18next";
import { Input } from "react-aria-components";
import { fieldErrors, type Problem } from "../../api/problems";
import type { Json } from "../../api/types";
import { Button } from "../../design/Button";
import { Row } from "../../design/Field";
import { Notice } from "../../design/states";
import type { Draft } from "../../lib/draft";
import styles from "./Watches.module.css";

/** Further headers of the request, one line each. */
export function Headers({ draft, problem }: { draft: Draft; problem: Problem | null }) {
  const { t } = useTranslation();
  const known = draft.value("/headers");
  const lines = Object.entries(typeof known === "object" && known !== null && !Array.isArray(known) ? known : {});
  const write = (next: [string, Json][]) => draft.set("/headers", next.length === 0 ? undefined : Object.fromEntries(next));
  const change = (index: number, entry: [string, Json]) => {
    // Two lines of one name would become one while it is typed.
    if (lines.some(([name], other) => other !== index && name === entry[0])) return;
    write(lines.map((line, other) => (other === index ? entry : line)));
  };
  const errors = fieldErrors(problem, "/headers");
  return (
    <Row label={t("watches.headers")} changed={draft.changed("/headers")}>
      {lines.map(([name, value], index) => (
        <span key={index} className={styles.header}>
          <Input className={styles.input} dir="ltr" aria-label={t("watches.headerName", { number: index + 1 })} value={name} onChange={(event) => change(index, [event.target.value, value])} />
          <Input className={styles.input} dir="ltr" aria-label={t("watches.headerValue", { number: index + 1 })} value={String(value)} onChange={(event) => change(index, [name, event.target.value])} />
          <Button look="quiet" icon="trash" aria-label={t("watches.headerRemove", { name: name || String(index + 1) })} onPress={() => write(lines.filter((_, other) => other !== index))} />
        </span>
      ))}
      {errors.length > 0 && <Notice tone="danger">{errors.join(" ")}</Notice>}
      <span>
        <Button icon="plus" isDisabled={lines.some(([name]) => name === "")} onPress={() => write([...lines, ["", ""]])}>
          {t("watches.headerAdd")}
        </Button>
      </span>
    </Row>
  );
}
