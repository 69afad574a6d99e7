import { expect, test } from "vitest";
import { newId } from "./id";

test("an id is a UUIDv7 in 32 hexadecimal digits that begins with the time", () => {
  const id = newId(0x0123456789ab);
  expect(id).toMatch(/^0123456789ab7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(newId()).not.toBe(newId());
});
