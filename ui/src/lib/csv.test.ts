import { expect, test } from "vitest";
import { parseCsv, writeCsv, shortened } from "./csv";

test("quotes, line breaks within cells, blank lines and any usual delimiter are read", () => {
  expect(parseCsv('Name;Ext\r\n"Grün; Anna";201\n\n"a ""b""\nc";202\n')).toEqual([
    ["Name", "Ext"],
    ["Grün; Anna", "201"],
    ['a "b"\nc', "202"],
  ]);
});

test("what was written is read back, and no cell becomes a formula", () => {
  const rows = [["a,b", 'say "hi"', "+49 30 1234"], ["=1+1", "-5", ""]];
  expect(parseCsv(writeCsv(rows))).toEqual([["a,b", 'say "hi"', "+49 30 1234"], ["'=1+1", "-5", ""]]);
});

test("a number that a spreadsheet has shortened is found, with its line", () => {
  const table = [["Name", "Mobile"], ["Ann", "4.91712E+11"], ["Bo", "+49 171"], ["Cy", "4,9E+11"], ["E5", "12E"]];
  expect(shortened(table)).toEqual([{ line: 2, text: "4.91712E+11" }, { line: 4, text: "4,9E+11" }]);
});
