import { expect, test } from "vitest";
import { suggestRealm } from "./realm";

test.each([
  ["Acme Telecom", "acme-telecom.example"],
  ["Müller & Söhne GmbH", "mueller-soehne-gmbh.example"],
  ["  Café  Olé ", "cafe-ole.example"],
  ["مكتب", ""],
])("%s suggests %s", (name, realm) => {
  expect(suggestRealm(name)).toBe(realm);
});
