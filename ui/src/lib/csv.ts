/** Tables as text (RFC 4180), as spreadsheets write and read them. */

/** The rows; the delimiter is the one that the first line has most of. */
export function parseCsv(text: string): string[][] {
  const clean = text.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(clean);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.some((entry) => entry !== "")) rows.push(row);
    row = [];
  };
  for (let index = 0; index < clean.length; index += 1) {
    const letter = clean[index]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (clean[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (letter === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (letter === delimiter) endCell();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  endRow();
  return rows;
}

function delimiterOf(text: string): string {
  const first = text.split("\n", 1)[0] ?? "";
  const count = (delimiter: string) => first.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** A long number as spreadsheets write it once they have lost its last digits, "4.9171E+11". */
const SHORTENED = /^[+-]?\d(?:[.,]\d+)?E\+?\d+$/i;

/** The cells whose digits are lost, with the line each stands in, counted from 1. */
export function shortened(rows: readonly (readonly string[])[]): { line: number; text: string }[] {
  return rows.flatMap((row, index) => row.filter((text) => SHORTENED.test(text)).map((text) => ({ line: index + 1, text })));
}

/** A cell that a spreadsheet would take for a formula gets a ' before it. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s()/.-]+$/.test(text) ? `'${text}` : text);
  const cell = (text: string) => (/[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map((text) => cell(safe(text))).join(",")).join("\r\n")}\r\n`;
}
