import { expect, test } from "vitest";
import { like } from "./like";

test("how somebody works is taken over, who he is is not", () => {
  const anna = { first_name: "Anna", extension_number: "201", email: "anna@example.org", department: "Sales", timezone: "Europe/Berlin", forwarding: { busy: {} }, photo: { file_url: "/x" } };
  expect(like(anna)).toEqual({ department: "Sales", timezone: "Europe/Berlin", forwarding: { busy: {} } });
});
