/** A list of people as somebody has it in a mail or a note: one on each line, in no fixed order. */
import type { Fields } from "../api/types";

/** "Anna Grün, 201, anna@acme.example": digits are the extension, what has an @ the address, the rest the name. */
export function readPeople(text: string): Fields[] {
  return text
    .split("\n")
    .map((line) => readPerson(line))
    .filter((fields) => Object.keys(fields).length > 0);
}

function readPerson(line: string): Fields {
  const fields: Fields = {};
  const names: string[] = [];
  for (const word of line.split(/[\s,;]+/).filter(Boolean)) {
    const bare = word.replace(/^[<(]+|[>)]+$/g, "");
    if (/^[^\s@]+@[^\s@]+$/.test(bare)) fields["email"] ??= bare;
    else if (/^\d{2,}$/.test(bare)) fields["extension_number"] ??= bare;
    else if (/\p{L}/u.test(word)) names.push(word);
  }
  const [first, ...rest] = names;
  if (first) fields["first_name"] = first;
  if (rest.length > 0) fields["last_name"] = rest.join(" ");
  return fields;
}
