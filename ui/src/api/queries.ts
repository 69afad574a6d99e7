/** Everything the console reads. A key starts with the kind of record, so that the event feed can find it. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { LogQuery, LogWindow } from "./logs";
import type { Account, Id, InstallationSettings, User, UserForwarding } from "./types";

const FOUND_AT_MOST = 20;

export const installationQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["installation"],
    queryFn: () => answer(engine.GET("/console/installation")),
    staleTime: Infinity,
  });

/** What holds for the whole installation; refused to all but the admins of the top account. */
export const settingsQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["settings"],
    queryFn: async () => (await answer(engine.GET("/console/settings"))) as InstallationSettings,
    retry: false,
  });

export const sessionQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["session"],
    queryFn: () => answer(engine.GET("/console/session")),
    staleTime: Infinity,
    retry: false,
  });

/** The lock of this screen; it may be asked while it is locked. */
export const lockQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["lock"],
    queryFn: () => answer(engine.GET("/console/session/lock")),
    retry: false,
  });

const path = (id: Id) => ({ path: { id } });

export const accountQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["account", id, "record"],
    queryFn: async () => (await answer(engine.GET("/console/accounts/{id}", { params: path(id) }))) as Account,
  });

export const holidaysQuery = (engine: Engine, accountId: Id) =>
  queryOptions({
    queryKey: ["account", accountId, "holidays"],
    queryFn: () => answer(engine.GET("/console/accounts/{id}/holidays", { params: path(accountId) })),
  });

export const userQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["user", id, "record"],
    queryFn: async () => (await answer(engine.GET("/console/users/{id}", { params: path(id) }))) as User,
  });

export const forwardingQuery = (engine: Engine, userId: Id) =>
  queryOptions({
    queryKey: ["user", userId, "forwarding"],
    queryFn: async () => (await answer(engine.GET("/console/users/{id}/forwarding", { params: path(userId) }))) as UserForwarding,
  });

/** What a record of the kind may hold; it changes only with the program. */
export const kindQuery = (engine: Engine, kind: string) =>
  queryOptions({
    queryKey: ["kind", kind],
    queryFn: async () => (await answer(engine.GET("/console/kinds/{kind}", { params: { path: { kind } } }))).schema,
    staleTime: Infinity,
  });

export const searchQuery = (engine: Engine, text: string) =>
  queryOptions({
    queryKey: ["search", text],
    queryFn: () => answer(engine.GET("/console/search", { params: { query: { q: text, limit: FOUND_AT_MOST } } })),
    enabled: text.trim().length > 0,
    staleTime: 5_000,
  });

/** What was done in a span of time, in all the accounts that the caller looks after. */
export const readAudit = async (engine: Engine, query: LogQuery) => (await answer(engine.POST("/console/audit/window", { body: query }))) as LogWindow;

/** Where the first answer of the tree waits for it, when it was asked for ahead. */
export const firstTreeKey = (top: Id) => ["tree", "first", top] as const;
