import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(process.cwd(), "src/design/tokens.css"), "utf8");
// The first definition of each colour; what prefers-contrast changes comes after it and only adds contrast.
const tokens = new Map<string, { light: string; dark: string }>();
for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)) {
  if (!tokens.has(name!)) tokens.set(name!, { light: light!, dark: dark! });
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const SURFACES = ["frame", "sidebar", "pane", "raised", "sunken"];
const TEXT_PAIRS: [string, string][] = [
  ...[...SURFACES, "hover", "selection", "accent-soft"].map((surface): [string, string] => ["text", surface]),
  ...[...SURFACES, "hover", "selection"].map((surface): [string, string] => ["text-2", surface]),
  ...[...SURFACES, "accent-soft", "selection"].map((surface): [string, string] => ["accent", surface]),
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ...["ok", "info", "warn", "danger", "mail"].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    [tone, "pane"],
    [tone, "frame"],
    [tone, "raised"],
    ["text", `${tone}-soft`],
  ]),
];
const SHAPE_PAIRS: [string, string][] = [...SURFACES.map((surface): [string, string] => ["focus", surface]), ["line-strong", "pane"], ["line-strong", "raised"], ["line-strong", "sidebar"]];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(TEXT_PAIRS)("text %s on %s has at least 4.5 to 1", (text, surface) => {
    expect(contrast(tokens.get(text)![theme], tokens.get(surface)![theme])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPE_PAIRS)("the edge %s on %s has at least 3 to 1", (edge, surface) => {
    expect(contrast(tokens.get(edge)![theme], tokens.get(surface)![theme])).toBeGreaterThanOrEqual(3);
  });
});

test("black on white is 21 to 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
