import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "../../api/context";
import { kindQuery } from "../../api/queries";
import type { Problem } from "../../api/problems";
import type { Change } from "../../api/types";
import { Field } from "../../design/Field";
import { Empty, Failed, Loading } from "../../design/states";
import { afterPicture } from "../../lib/after-picture";
import { useDraft } from "../../lib/draft";
import { useValueName } from "../editing/names";
import { SaveBar } from "../editing/SaveBar";
import { SchemaField } from "./SchemaField";
import { fieldNames, fits, pathOf, type FieldSchema } from "./schema";
import { useFieldWords } from "./words";
import styles from "./AllFields.module.css";

interface AllFieldsProps<Saved> {
  /** The kind whose schema the engine is asked for. */
  kind: string;
  fields: unknown;
  frozen: boolean;
  /** The reader manages the record from above, and writes what its own administrators only read. */
  isAbove?: boolean;
  save: (changes: Change[]) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  onClash: () => void;
}

/** So many fields fill a screen; the others are drawn while one reads these. */
const FIRST_FIELDS = 8;

/** A number that begins small and grows with every picture, so that what comes first is there at once. */
function useGrowing(step: number): number {
  const [count, setCount] = useState(step);
  useEffect(() => {
    // Far more than any record has: then all are there, and nothing grows any more.
    if (count > 500) return;
    return afterPicture(() => setCount(count + step));
  }, [count, step]);
  return count;
}

/** Every field that a record may hold, drawn from its schema: for what no page was made for. */
export function AllFields<Saved>({ kind, fields, frozen, isAbove = false, save, onSaved, onClash }: AllFieldsProps<Saved>) {
  const { t } = useTranslation();
  const query = useQuery(kindQuery(useEngine(), kind));
  const draft = useDraft(fields);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wanted, setWanted] = useState("");
  const valueName = useValueName();
  const words = useFieldWords(kind);
  const drawn = useGrowing(FIRST_FIELDS);
  if (query.isPending || !words) return <Loading rows={6} />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const schema = query.data as FieldSchema;
  const asked = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const known = (name: string): FieldSchema => schema.properties?.[name] ?? {};
  const shown = fieldNames(schema, fields as never).filter((name) => known(name)["x-secret"] !== true && (asked.length === 0 || fits(name, known(name), pathOf(name), words, asked)));
  const isFrozen = (name: string) => frozen || (!isAbove && known(name)["x-write"]?.every((role) => role === "above") === true);
  const placeName = (path: string) => {
    const name = path.split("/")[1] ?? "";
    return words.titleOf(`/${name}`, known(name));
  };
  return (
    <div className={styles.all}>
      <div className={styles.find}>
        <Field stacked label={t("allFields.find")} hint={t("allFields.hint")} value={wanted} onChange={setWanted} />
      </div>
      {shown.length === 0 && <Empty small icon="search" title={t("lists.nothing")} />}
      {shown.slice(0, drawn).map((name) => (
        <SchemaField key={name} path={pathOf(name)} words={words} schema={known(name)} draft={draft} problem={problem} frozen={isFrozen(name)} isKnown={name in (schema.properties ?? {})} />
      ))}
      <SaveBar draft={draft} save={save} onSaved={onSaved} onClash={onClash} placeName={placeName} valueName={valueName} onProblem={setProblem} />
    </div>
  );
}
