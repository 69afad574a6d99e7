import { expect, test } from "vitest";
import { copyChanges } from "./copy";

test("every state is copied, and one without rules clears what another person has", () => {
  const changes = copyChanges({ forwarding: { busy: { office_hours: { action: "hang_up" } } } }, ["matrix"]);
  expect(changes).toHaveLength(7);
  expect(changes).toContainEqual({ path: "/forwarding/busy", to: { office_hours: { action: "hang_up" } } });
  expect(changes).toContainEqual({ path: "/forwarding/lunch" });
});

test("only what was chosen is copied", () => {
  const from = { forwarding: { exceptions: [] }, office_hours: { mode: "custom" } };
  expect(copyChanges(from, ["hours"])).toEqual([{ path: "/office_hours", to: { mode: "custom" } }]);
});
