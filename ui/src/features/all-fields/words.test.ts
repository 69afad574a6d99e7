import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fieldNames, shapeOf, type FieldSchema } from "./schema";
import { catalogueKey, SCHEMA_WORDS, valueKey } from "./words";

interface Document extends FieldSchema {
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: FieldSchema };
  readonly properties?: { readonly [name: string]: Document };
}

const KINDS = ["account", "user", "phone", "group", "ring_group", "call_queue", "contact"];
const read = (name: string): Document => JSON.parse(readFileSync(join(process.cwd(), "../crates/cordboard-model/schemas", `${name}.json`), "utf8"));
const shared = { ...read("defs").$defs, ...read("telephony").$defs };

/** As the engine hands it out: what a field refers to stands in its place. */
function resolved(schema: Document, own: Document["$defs"]): Document {
  const name = schema.$ref?.split("/").at(-1);
  if (name === undefined) return schema;
  const target = own?.[name] ?? shared[name];
  if (!target) throw new Error(`nothing is called ${name}`);
  const { $ref: _, ...said } = schema;
  return resolved({ ...target, ...said }, own);
}

interface Shown {
  readonly kind: string;
  readonly path: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** The values to choose from, but yes and no. */
  readonly values: readonly string[];
}

function shown(kind: string, schema: Document, own: Document["$defs"], above = ""): Shown[] {
  return fieldNames(schema, undefined).flatMap((name) => {
    const field = resolved(schema.properties?.[name] ?? {}, own);
    // What is secret in itself is not shown at all.
    if (above === "" && field["x-secret"] === true) return [];
    const path = `${above}/${name}`;
    const inner = shapeOf(field, undefined) === "group" ? shown(kind, field, own, path) : [];
    return [{ kind, path, title: field.title, description: field.description, values: (field.enum ?? []).filter((value) => typeof value === "string") }, ...inner];
  });
}

const fields = KINDS.flatMap((kind) => {
  const schema = read(kind);
  return shown(kind, schema, schema.$defs);
});
const others = fields.filter(({ kind, path }) => !catalogueKey(kind, path));
const nameOf = ({ kind, path }: Shown) => `${kind}${path}`;

test("every field that the editor of all fields shows has a title and a description in English", () => {
  expect(fields.length).toBeGreaterThan(1_000);
  expect(others.filter(({ title }) => !title).map(nameOf)).toEqual([]);
  expect(fields.filter(({ description }) => !description).map(nameOf)).toEqual([]);
});

const sorted = (texts: Iterable<string | undefined>) => [...new Set(texts)].map((text) => text ?? "").sort();

/** Currencies, formats of files, keys, protocols and numbering plans are called the same in every language. */
const NO_WORDS = ["USD", "CAD", "EUR", "GBP", "JPY", "mp3", "wav", ..."0123456789*#", "sip", "kazoo", "UDP", "TCP", "TLS", "npan", "1npan", "e164"];
const worded = [...new Set(fields.flatMap(({ values }) => values))].filter((value) => !valueKey(value) && !NO_WORDS.includes(value));

test.each(["en", "de", "ar"] as const)("every value that can be chosen has its words in %s, if it is one, and nothing else has", async (language) => {
  const { values } = await SCHEMA_WORDS[language]();
  expect(Object.keys(values).sort()).toEqual(sorted(worded));
  expect(Object.entries(values).filter(([value, text]) => text.trim() === "" || text === value)).toEqual([]);
});

describe.each(["de", "ar"] as const)("in %s", (language) => {
  test("every such field has its title, which its form or list has not given it, and nothing else has", async () => {
    const { titles } = await SCHEMA_WORDS[language]();
    expect(Object.keys(titles).sort()).toEqual(sorted(others.map(({ title }) => title)));
    expect(Object.values(titles).filter((title) => title.trim() === "")).toEqual([]);
  });

  test("every such field has its description, and nothing else has", async () => {
    const { descriptions } = await SCHEMA_WORDS[language]();
    expect(Object.keys(descriptions).sort()).toEqual(sorted(fields.map(({ description }) => description)));
    expect(Object.entries(descriptions).filter(([english, text]) => text.trim() === "" || text === english)).toEqual([]);
  });
});

test("a field is called as in its form and its list, and only there", () => {
  expect(catalogueKey("user", "/extension_number")).toBe("fields.extension_number");
  expect(catalogueKey("contact", "/title")).toBe("columns.title");
  expect(catalogueKey("user", "/profile/title")).toBeUndefined();
});
