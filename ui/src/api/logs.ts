/** What happened in an account: calls, recordings, messages. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { ListRow } from "./records";
import type { components } from "./schema";
import type { Id } from "./types";

export type LogKind = "call" | "recording" | "message";
export type Span = { readonly since: string; readonly until: string };
export type LogQuery = components["schemas"]["LogRequest"];
export type LogWindow = Omit<components["schemas"]["LogWindow"], "rows"> & { rows: ListRow[] };
export type CallHours = components["schemas"]["CallHours"];

export const readLog = async (engine: Engine, accountId: Id, kind: LogKind, query: LogQuery) =>
  (await answer(engine.POST("/console/accounts/{id}/logs/{kind}", { params: { path: { id: accountId, kind } }, body: query }))) as LogWindow;

export const callHoursQuery = (engine: Engine, accountId: Id, span: Span) =>
  queryOptions({
    queryKey: ["account", accountId, "call-hours", span],
    queryFn: () => answer(engine.GET("/console/accounts/{id}/call-hours", { params: { path: { id: accountId }, query: span } })),
  });
