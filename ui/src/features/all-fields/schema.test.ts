import { expect, test } from "vitest";
import { fieldNames, fits, readNumber, shapeOf, type FieldSchema } from "./schema";

test("each kind of value has its own editor, and what does not fit its schema is shown as it is", () => {
  expect(shapeOf({ type: "string" }, undefined)).toBe("text");
  expect(shapeOf({ type: "string", enum: ["a"] }, "a")).toBe("choice");
  expect(shapeOf({ type: "integer" }, "7")).toBe("json");
  expect(shapeOf({ type: ["string", "integer"] }, "7")).toBe("json");
  expect(shapeOf({ type: "object", properties: { a: {} } }, undefined)).toBe("group");
  expect(shapeOf({ type: "object" }, undefined)).toBe("json");
});

test("what a client kept in the record is shown beside what the schema knows", () => {
  expect(fieldNames({ properties: { name: {} } }, { name: "x", legacy: 1 })).toEqual(["name", "legacy"]);
});

test("a number is a number, and what is none is left for the engine to refuse", () => {
  expect([readNumber("12"), readNumber(" "), readNumber("soon")]).toEqual([12, undefined, "soon"]);
});

test("a field is found by its name, its title, what is said of it and its choices, in English and as it is shown, and by what is in it", () => {
  const schema = { title: "Voicemail", description: "Messages", properties: { pin: { title: "Code", description: "4 digits" }, clock: { enum: ["BY_HAND"] } } };
  const words = {
    titleOf: (path: string) => ({ "/voicemail": "Sprachbox", "/voicemail/pin": "Geheimzahl" })[path] ?? "",
    descriptionOf: ({ description = "" }: FieldSchema) => ({ Messages: "Nachrichten", "4 digits": "4 Ziffern" })[description],
    valueOf: (value: unknown) => (value === "BY_HAND" ? "Von Hand" : String(value)),
  };
  const found = [["mess"], ["code"], ["voice", "pin"], ["sprach", "geheim"], ["nachricht", "ziffern"], ["by_hand"], ["von", "hand"], ["fax"]].map((asked) => fits("voicemail", schema, "/voicemail", words, asked));
  expect(found).toEqual([true, true, true, true, true, true, true, false]);
});
