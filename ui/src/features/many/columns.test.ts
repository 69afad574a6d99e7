import { expect, test } from "vitest";
import { guess, linesOf } from "./columns";

test("the usual heads are understood", () => {
  expect(["First name", "Nachname", "Durchwahl", "E-Mail", "Handy", "Colour"].map(guess)).toEqual(["first_name", "last_name", "extension_number", "email", "mobile", ""]);
});

test("empty cells and columns that are left out become nothing, and a long number stays a text", () => {
  const table = [["Name", "Ext", "x"], ["Anna", "00123456789012345678", "?"], ["", "12", ""]];
  expect(linesOf(table, ["display_name", "extension_number", ""])).toEqual([
    { fields: { display_name: "Anna", extension_number: "00123456789012345678" } },
    { fields: { extension_number: "12" } },
  ]);
});
