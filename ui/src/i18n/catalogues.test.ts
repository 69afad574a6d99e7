import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import ar from "./ar.json";
import de from "./de.json";
import en from "./en.json";

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(catalogue: object, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") found.set(path, value);
    else for (const [inner, text] of flatten(value as object, path)) found.set(inner, text);
  }
  return found;
}

const plain = (catalogue: object) => new Set([...flatten(catalogue).keys()].map((key) => key.replace(PLURAL, "")));
const holes = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).filter((name) => name !== "count").sort();
const english = flatten(en);
const others = { de, ar };

describe.each(Object.entries(others))("the catalogue %s", (language, catalogue) => {
  test("has the keys of the English one and no others", () => {
    expect([...plain(catalogue)].sort()).toEqual([...plain(en)].sort());
  });

  test("has every plural form of its language", () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const bases = [...english.keys()].filter((key) => key.endsWith("_other")).map((key) => key.replace(PLURAL, ""));
    const texts = flatten(catalogue);
    expect(bases.flatMap((base) => forms.map((form) => `${base}_${form}`)).filter((key) => !texts.has(key))).toEqual([]);
  });

  test("fills the same holes", () => {
    const wrong = [...flatten(catalogue)].filter(([key, text]) => {
      const model = english.get(key);
      return model !== undefined && !PLURAL.test(key) && holes(text).join() !== holes(model).join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test("leaves no text empty", () => {
    expect([...flatten(catalogue)].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

const root = join(process.cwd(), "src");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.|schema\.ts/.test(file));

test("no visible text stands in a component", () => {
  const literal = />\s*([^<>{}=;]*\p{L}{2,}[^<>{}=;]*)\s*<\//gu;
  const attribute = /\b(?:label|title|placeholder|aria-label|hint|alt)="([^"]*\p{L}{2,}[^"]*)"/gu;
  const found = sources
    .filter((file) => file.endsWith(".tsx"))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return [...text.matchAll(literal), ...text.matchAll(attribute)].map((match) => `${file}: ${match[1]?.trim()}`);
    });
  expect(found).toEqual([]);
});

test("every text is used", () => {
  const code = sources.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  // A key in a template, t(`states.${state}`), uses every text that begins like it.
  const beginnings = [...code.matchAll(/[`"]([a-zA-Z]+\.[\w]*)\$\{/g)].map((match) => match[1]!);
  const unused = [...plain(en)].filter((key) => !code.includes(`"${key}"`) && !beginnings.some((start) => key.startsWith(start)));
  expect(unused).toEqual([]);
});
