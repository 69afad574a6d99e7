/** What the engine's schemas say of a field, as the editor of all fields reads it. */
import type { Json } from "../../api/types";

export interface FieldSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly default?: Json;
  readonly properties?: { readonly [name: string]: FieldSchema };
  readonly "x-secret"?: boolean;
  readonly "x-write"?: readonly string[];
}

/** How a value is edited. What is neither text, number, switch nor choice is written as JSON. */
export type Shape = "text" | "number" | "switch" | "choice" | "group" | "json";

export function shapeOf(schema: FieldSchema, value: Json | undefined): Shape {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (schema.enum) return "choice";
  if (types.length === 1) {
    const [type] = types;
    if (type === "string") return value === undefined || typeof value === "string" ? "text" : "json";
    if (type === "integer" || type === "number") return value === undefined || typeof value === "number" ? "number" : "json";
    if (type === "boolean") return value === undefined || typeof value === "boolean" ? "switch" : "json";
    if (type === "object" && schema.properties && Object.keys(schema.properties).length > 0) return "group";
  }
  return "json";
}

/** What is typed into the box of a number: a number where it is one, else the text, so that the engine can complain. */
export function readNumber(text: string): Json | undefined {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** The fields of the schema, then what the record holds besides. */
export function fieldNames(schema: FieldSchema, value: Json | undefined): string[] {
  const known = Object.keys(schema.properties ?? {});
  const held = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];
  return [...known, ...held.filter((name) => !known.includes(name))];
}

/** Where a field is: a JSON pointer. */
export const pathOf = (name: string, above = ""): string => `${above}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** What the last part of a path is called in the record. */
export const lastName = (path: string): string => (path.split("/").at(-1) ?? "").replaceAll("~1", "/").replaceAll("~0", "~");

/** What fields are called, what is said of them and what there is to choose, in the language of the console. */
export interface FieldWords {
  /** What the field at a path is called. */
  readonly titleOf: (path: string, schema: FieldSchema) => string;
  readonly descriptionOf: (schema: FieldSchema) => string | undefined;
  /** What one of the values that can be chosen is called. */
  readonly valueOf: (value: Json) => string;
}

/** Whether a field is what somebody looks for: by its name, its title, what is said of it and what there is to choose, and by those of what is in it. */
export function fits(name: string, schema: FieldSchema, path: string, words: FieldWords, wanted: readonly string[]): boolean {
  const text = said(name, schema, path, words).join(" ").toLocaleLowerCase();
  return wanted.every((word) => text.includes(word));
}

/** All that is said of a field and of what is in it, in English and as it is shown. */
function said(name: string, schema: FieldSchema, path: string, words: FieldWords): (string | undefined)[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => said(key, field, pathOf(key, path), words));
  const choices = (schema.enum ?? []).flatMap((value) => [String(value), words.valueOf(value)]);
  return [name, schema.title, words.titleOf(path, schema), schema.description, words.descriptionOf(schema), ...choices, ...inner];
}
