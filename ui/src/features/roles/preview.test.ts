import { expect, test } from "vitest";
import { preview, turn } from "./preview";

const admin = { user_management: { users: true, roles: true }, company: { view_only: true } };

test("whoever manages people changes teams too, but sees nothing of the accounts below", () => {
  const seen = preview({ user_management: { users: true, roles: false } }, admin);
  expect(seen).toMatchObject({ people: "changes", teams: "changes", roles: "nothing", below: "nothing", office: "reads" });
});

test("every flag of the role Admin makes an administrator", () => {
  expect(preview(admin, admin)).toMatchObject({ below: "changes", office: "changes", calls: "changes" });
});

test("full access brings the view along and goes with it", () => {
  const all = [
    { group: "trunk", flag: "view_only", needs: null },
    { group: "trunk", flag: "full_access", needs: "view_only" },
  ];
  const on = turn({}, all, "trunk", "full_access", true);
  expect(on).toEqual({ trunk: { full_access: true, view_only: true } });
  expect(turn(on, all, "trunk", "view_only", false)).toEqual({ trunk: { full_access: false, view_only: false } });
});
