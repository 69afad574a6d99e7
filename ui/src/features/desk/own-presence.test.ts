import { expect, test } from "vitest";
import type { User } from "../../api/types";
import { presenceOf } from "./own-presence";

const user = (fields: object) => ({ fields }) as unknown as User;

test("who is not to be disturbed is shown as that, whatever else he says", () => {
  expect(presenceOf(user({ presence: "lunch", do_not_disturb: { enabled: true } }))).toBe("do_not_disturb");
  expect(presenceOf(user({ presence: "lunch" }))).toBe("lunch");
  expect(presenceOf(user({}))).toBe("available");
});
