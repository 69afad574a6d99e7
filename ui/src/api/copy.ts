/** This computer's copy of an office elsewhere: how it stands, what waits, and what a person settles. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Id, Json } from "./types";

type Schemas = components["schemas"];
export type CopyStatus = Schemas["CopyStatus"];
export type Waiting = Schemas["Waiting"];
export type OutboxEntry = Schemas["OutboxEntry"];
export type InboxItem = Schemas["InboxItem"];
export type Deed = Schemas["Deed"];
export type Conflict = Omit<Schemas["ConflictShown"], "base" | "theirs" | "mine"> & { base?: Json; theirs?: Json; mine?: Json };

/** The state changes without a change of the data, too: it is looked at again and again. */
const LOOK_MS = 2_000;

export const copyQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["copy", "status"],
    queryFn: () => answer(engine.GET("/console/sync")),
    refetchInterval: (query) => (query.state.data?.able ? LOOK_MS : false),
    // Whoever put the window away is told of it, too.
    refetchIntervalInBackground: true,
    retry: false,
  });

export const waitingQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["copy", "outbox"],
    queryFn: () => answer(engine.GET("/console/sync/outbox")),
    refetchInterval: LOOK_MS,
    retry: false,
  });

export const conflictsQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["copy", "conflicts"],
    queryFn: async () => (await answer(engine.GET("/console/sync/conflicts"))).conflicts as Conflict[],
    refetchInterval: LOOK_MS,
    retry: false,
  });

export const connect = (engine: Engine, body: Schemas["ConnectRequest"]) => answer(engine.POST("/console/sync/connection", { body }));

export const unlockCopy = (engine: Engine, passphrase: string) => answer(engine.POST("/console/sync/unlock", { body: { passphrase } }));

export const pauseCopy = (engine: Engine, paused: boolean) => answer(engine.PATCH("/console/sync", { body: { paused } }));

export const meetNow = (engine: Engine) => answer(engine.POST("/console/sync/now"));

const at = (no: number) => ({ params: { path: { no } } });

export const undoEntry = (engine: Engine, no: number) => answer(engine.DELETE("/console/sync/outbox/{no}", at(no)));

export const doAgain = (engine: Engine, no: number) => answer(engine.POST("/console/sync/outbox/{no}/again", at(no)));

export const settleConflict = (engine: Engine, id: Id, choice: "theirs" | "mine" | "edited", value?: Json) =>
  answer(engine.POST("/console/sync/conflicts/{id}", { params: { path: { id } }, body: { choice, ...(value === undefined ? {} : { value }) } }));
