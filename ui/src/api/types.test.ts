import { expectTypeOf, test } from "vitest";
import type { components } from "./schema";
import type { Exception, Rule, StateRules, Week } from "./types";

type Generated = components["schemas"]["Forwarding"];

test("the editor's shapes fit the generated ones, so nothing is sent that the engine does not know", () => {
  expectTypeOf<StateRules>().toExtend<NonNullable<Generated["available"]>>();
  expectTypeOf<Rule["action"]>().toEqualTypeOf<NonNullable<NonNullable<Generated["busy"]>["office_hours"]>["action"]>();
  expectTypeOf<Exception>().toExtend<NonNullable<Generated["exceptions"]>[number]>();
  expectTypeOf<Week>().toExtend<components["schemas"]["Week"]>();
});
