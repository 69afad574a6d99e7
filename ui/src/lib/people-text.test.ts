import { expect, test } from "vitest";
import { readPeople } from "./people-text";

test("people are read as they stand in mails and notes", () => {
  const text = "Anna Grün, 201, anna@acme.example\n\n202\tBert Okafor <bert@acme.example>\n- Émile de la Tour\n---\n";
  expect(readPeople(text)).toEqual([
    { email: "anna@acme.example", extension_number: "201", first_name: "Anna", last_name: "Grün" },
    { email: "bert@acme.example", extension_number: "202", first_name: "Bert", last_name: "Okafor" },
    { first_name: "Émile", last_name: "de la Tour" },
  ]);
});
