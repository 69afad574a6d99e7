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

test("what is gone on one side goes nowhere without a word, and then the way that was said", () => {
  const steps = [step("t", { what: "gone_there" }), step("h", { what: "gone_here" })];
  const keys = (found: RemoteStep[]) => found.map((entry) => entry.key);
  const silent = waysOf(steps, [], []);
  expect([keys(silent.here), keys(silent.there), keys(silent.gone)]).toEqual([[], [], ["t", "h"]]);
  const deleted = waysOf(steps, [], [{ step: "t", delete: true }, { step: "h", delete: true }]);
  expect([keys(deleted.here), keys(deleted.there)]).toEqual([["t"], ["h"]]);
  const again = waysOf(steps, [], [{ step: "t", delete: false }, { step: "h", delete: false }]);
  expect([keys(again.here), keys(again.there)]).toEqual([["h"], ["t"]]);
});

test("what was moved to where it is not followed stays, and is never made a second time", () => {
  const steps = [step("t", { what: "left_there" }), step("h", { what: "left_here" })];
  const keys = (found: RemoteStep[]) => found.map((entry) => entry.key);
  const silent = waysOf(steps, [], []);
  expect([keys(silent.here), keys(silent.there), keys(silent.gone)]).toEqual([[], [], ["t", "h"]]);
  const deleted = waysOf(steps, [], [{ step: "t", delete: true }, { step: "h", delete: true }]);
  expect([keys(deleted.here), keys(deleted.there)]).toEqual([["t"], ["h"]]);
  const again = waysOf(steps, [], [{ step: "t", delete: false }, { step: "h", delete: false }]);
  expect([keys(again.here), keys(again.there)]).toEqual([[], []]);
});
