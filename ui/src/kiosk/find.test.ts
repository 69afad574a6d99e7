import { expect, test } from "vitest";
import type { Person } from "../api/kiosk";
import { entryOf, find, fold } from "./find";

const person = (name: string, extension_number: string, department = ""): Person => ({
  id: name, name, extension_number, department, job_title: "", mobile: "", email: "", presence: "available", note: "", call: "idle", registered: true, forwards: null, photo: null,
});

const office = [person("Anna Müller", "101", "Sales"), person("Bert Ölmann", "102", "Workshop"), person("Çağla Şahin", "210", "Sales"), person("Marta Anders", "305", "Purchasing")].map(entryOf);
const names = (typed: string) => find(office, typed).map((entry) => entry.person.name);

test("people are found without case and accents, by any beginning of a name", () => {
  expect(names("mul")).toEqual(["Anna Müller"]);
  expect(names("sahin")).toEqual(["Çağla Şahin"]);
  expect(names("ol")).toEqual(["Bert Ölmann"]);
  expect(fold("Straße")).toBe("strasse");
});

test("the first name of a whole text comes before a later word that begins so", () => {
  expect(names("an")).toEqual(["Anna Müller", "Marta Anders"]);
});

test("extension and department find, too, and every word must fit", () => {
  expect(names("21")).toEqual(["Çağla Şahin"]);
  expect(names("sales")).toEqual(["Anna Müller", "Çağla Şahin"]);
  expect(names("sales ca")).toEqual(["Çağla Şahin"]);
  expect(names("sales bert")).toEqual([]);
});

test("nothing typed leaves everybody where he is", () => {
  expect(find(office, "  ")).toBe(office);
});

test("the right one of 2,000 is first within two keys behind a unique beginning", () => {
  const many = Array.from({ length: 2000 }, (_, number) => entryOf(person(`P${String(number).padStart(4, "0")} Lastname${number}`, String(10_000 + number))));
  const all = [...many, entryOf(person("Quentin Xavier", "77"))];
  for (const typed of ["q", "qu", "x", "77"]) expect(find(all, typed)[0]?.person.name).toBe("Quentin Xavier");
});
