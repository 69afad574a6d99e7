import { expect, test } from "vitest";
import type { RemoteStep } from "../../api/remotes";
import { waysOf } from "./steps";

const step = (key: string, more: Partial<RemoteStep>): RemoteStep => ({ key, sort: "user", label: key, place: "", what: "meet", changed: false, accounts: {}, here: [], there: [], clashes: [], ...more });

test("what both sides changed is not pushed until something was said about every place of it, and everything else is", () => {
  const steps = [step("a", { there: [{ path: "/x" }], clashes: [{ path: "/y" }, { path: "/z" }] })];
  expect(waysOf(steps, [], [])).toMatchObject({ unsettled: 2, canPush: false, canPull: false });
  const one = { step: "a", path: "/y", choice: "mine" as const };
  const some = waysOf(steps, [one], []);
  expect(some).toMatchObject({ unsettled: 1, there: [], canPull: true });
  const other = step("b", { there: [{ path: "/x" }] });
  expect(waysOf([...steps, other], [], [])).toMatchObject({ unsettled: 2, there: [other], canPush: true });
  expect(waysOf(steps, [one, { ...one, path: "/z" }], [])).toMatchObject({ unsettled: 0, canPush: true, canPull: true });
});

test.each([
  { rule: "what is gone on one side goes nowhere without a word, and then the way that was said", there: "gone_there", here: "gone_here", kept: [["h"], ["t"]] },
  { rule: "what was moved to where it is not followed stays, and is never made a second time", there: "left_there", here: "left_here", kept: [[], []] },
] as const)("$rule", ({ there, here, kept }) => {
  const steps = [step("t", { what: there }), step("h", { what: here })];
  const keys = (found: RemoteStep[]) => found.map((entry) => entry.key);
  const silent = waysOf(steps, [], []);
  expect([keys(silent.here), keys(silent.there), keys(silent.gone)]).toEqual([[], [], ["t", "h"]]);
  const deleted = waysOf(steps, [], [{ step: "t", delete: true }, { step: "h", delete: true }]);
  expect([keys(deleted.here), keys(deleted.there)]).toEqual([["t"], ["h"]]);
  const again = waysOf(steps, [], [{ step: "t", delete: false }, { step: "h", delete: false }]);
  expect([keys(again.here), keys(again.there)]).toEqual(kept);
});
