/**
 * What the fields of a record are called, what is said of them, and what there is to choose. The schemas say the first two in
 * English; a field that a form or a list has a name for is called so here, too, and `i18n/schemas` says the rest in the other
 * languages, by the English texts. Its choices are said by their values, also in English.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import en from "../../i18n/en.json";
import type { Language } from "../../i18n/languages";
import { lastName, type FieldWords } from "./schema";

type FieldKey = keyof typeof en.fields;
type ColumnKey = keyof typeof en.columns;

const isField = (name: string): name is FieldKey => name in en.fields;
const isState = (value: string): value is keyof typeof en.states => value in en.states;
const isAction = (value: string): value is keyof typeof en.actions => value in en.actions;
const isColumn = (name: string): name is ColumnKey => name in en.columns;

/** By the English texts of the schemas, those of another language. */
interface SchemaWords {
  readonly titles: { readonly [english: string]: string };
  readonly descriptions: { readonly [english: string]: string };
  /** What can be chosen, by its value; what is no word, as a currency or a transport, is shown as it is. */
  readonly values: { readonly [value: string]: string };
}

const NO_WORDS: SchemaWords = { titles: {}, descriptions: {}, values: {} };

/** Read when the editor is opened in that language. */
export const SCHEMA_WORDS: { readonly [language in Language]: () => Promise<SchemaWords> } = {
  en: async () => (await import("../../i18n/schemas/en.json")).default,
  de: async () => (await import("../../i18n/schemas/de.json")).default,
  ar: async () => (await import("../../i18n/schemas/ar.json")).default,
};

const wordsQuery = (language: Language) => queryOptions({ queryKey: ["schema-words", language], queryFn: SCHEMA_WORDS[language], staleTime: Infinity });

/** The key of the name that a form or a list gives to a field of the record itself, if there is one. */
export function catalogueKey(kind: string, path: string): `fields.${FieldKey}` | `columns.${ColumnKey}` | undefined {
  const [, name = "", inner] = path.split("/");
  if (inner !== undefined) return undefined;
  // Accounts and people have pages of their own, the others are called as in their lists.
  const isListed = kind !== "account" && kind !== "user";
  if (isListed && isColumn(name)) return `columns.${name}`;
  return isField(name) ? `fields.${name}` : undefined;
}

/** The key of the words that the pages of people have for a value, if they do. */
export function valueKey(value: string): `states.${keyof typeof en.states}` | `actions.${keyof typeof en.actions}` | undefined {
  if (isState(value)) return `states.${value}`;
  return isAction(value) ? `actions.${value}` : undefined;
}

/** The words of a kind's fields in the language of the console; nothing until they were read. */
export function useFieldWords(kind: string): FieldWords | undefined {
  const { t, i18n } = useTranslation();
  const { data, isError } = useQuery(wordsQuery(i18n.language as Language));
  // Without its words the editor is still of use.
  const words = isError ? NO_WORDS : data;
  return useMemo(
    () =>
      words && {
        titleOf: (path, { title }) => {
          const key = catalogueKey(kind, path);
          if (key) return t(key);
          // One that no schema knows has its own name.
          return title === undefined ? lastName(path) : (words.titles[title] ?? title);
        },
        descriptionOf: ({ description }) => description && (words.descriptions[description] ?? description),
        valueOf: (value) => {
          if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
          const text = String(value);
          const key = valueKey(text);
          return key ? t(key) : (words.values[text] ?? text);
        },
      },
    [kind, words, t],
  );
}
