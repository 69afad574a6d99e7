import { expect, test } from "vitest";
import { reportedCalls } from "./missed";

const event = (topic: string, id: string, kind = "call", account_id = "a") => ({ seq: 1, topic, ids: [{ kind, id, account_id }] });

test("only calls that are over and of this account are looked at", () => {
  const events = [event("call.report", "1"), event("call.report", "2", "call", "b"), event("user.update", "3", "user"), event("recording.report", "4", "recording"), event("call.report", "5")];
  expect([...reportedCalls(events, "a")]).toEqual(["1", "5"]);
});
