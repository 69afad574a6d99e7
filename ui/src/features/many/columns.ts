/** What the columns of a spreadsheet mean. */
import type { ImportLine } from "../../api/many";

export const TARGETS = ["", "first_name", "last_name", "display_name", "extension_number", "email", "username", "password", "department", "job_title", "work_phone", "mobile", "timezone"] as const;
export type Target = (typeof TARGETS)[number];

/** Words that heads of columns are made of, in the languages of the console. */
const WORDS: readonly (readonly [Exclude<Target, "">, RegExp])[] = [
  ["first_name", /^(first|given|vor|الاسم الأول)/],
  ["last_name", /^(last|sur|family|nach|familien|اسم العائلة|اللقب)/],
  ["extension_number", /(ext|nebenstelle|durchwahl|number|nummer|الداخلي|التحويلة)/],
  ["email", /(mail|بريد)/],
  ["username", /(user|login|benutzer|anmelde|مستخدم)/],
  ["password", /(pass|kennwort|مرور)/],
  ["department", /(dep|abteilung|قسم)/],
  ["job_title", /(title|job|function|funktion|position|مسمى)/],
  ["mobile", /(mobile|cell|handy|mobil|جوال)/],
  ["work_phone", /(phone|telefon|هاتف)/],
  ["timezone", /(zone|منطقة)/],
  ["display_name", /(name|اسم)/],
];

export function guess(head: string): Target {
  const text = head.trim().toLocaleLowerCase();
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? "";
}

/** The lines below the heads, as people are made of them. */
export function linesOf(table: readonly (readonly string[])[], targets: readonly Target[]): ImportLine[] {
  return table.slice(1).map((row) => {
    const line: ImportLine = { fields: {} };
    for (const [index, target] of targets.entries()) {
      const text = row[index] ?? "";
      if (target === "" || text === "") continue;
      if (target === "password") line.password = text;
      else line.fields[target] = text;
    }
    return line;
  });
}
