import { renderHook, act } from "@testing-library/react";
import { expect, test } from "vitest";
import { useDraft } from "./draft";
import { innerDraft } from "./inner-draft";

const open = (base: unknown) => renderHook(() => useDraft(base));

test("a part that is kept changes place by place", () => {
  const { result } = open({ smtp: { host: "a", from: "x" } });
  act(() => innerDraft(result.current, "/smtp").set("host", "b"));
  expect(result.current.changes).toEqual({ "/smtp/host": { from: "a", to: "b" } });
  expect(innerDraft(result.current, "/smtp").text("host")).toBe("b");
  expect(innerDraft(result.current, "/smtp").text("from")).toBe("x");
});

test("a new part is one change, whatever is typed into it", () => {
  const { result } = open({});
  act(() => innerDraft(result.current, "/smtp").turn({ host: "" }));
  act(() => innerDraft(result.current, "/smtp").set("host", "b"));
  act(() => innerDraft(result.current, "/smtp").set("port", 25));
  expect(result.current.changes).toEqual({ "/smtp": { from: undefined, to: { host: "b", port: 25 } } });
});

test("what was typed into a part that is taken away goes with it", () => {
  const { result } = open({ smtp: { host: "a" } });
  act(() => innerDraft(result.current, "/smtp").set("host", "b"));
  act(() => innerDraft(result.current, "/smtp").turn(undefined));
  expect(result.current.changes).toEqual({ "/smtp": { from: { host: "a" }, to: undefined } });
});
