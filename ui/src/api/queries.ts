/** Everything the console reads. A key starts with the kind of record, so that the event feed can find it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { Account, Id, InstallationSettings, TreeQuery, User, UserForwarding } from "./types";

const PAGE_ROWS = 100;
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

export const auditQuery = (engine: Engine, accountId: Id | undefined) =>
  infiniteQueryOptions({
    queryKey: ["audit", accountId ?? "all"],
    queryFn: ({ pageParam }) =>
      answer(
        engine.GET("/console/audit", {
          params: { query: { limit: PAGE_ROWS, ...(accountId ? { account_id: accountId } : {}), ...(pageParam === null ? {} : { before: pageParam }) } },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next ?? null,
  });

/** Where the first answer of the tree waits for it, when it was asked for ahead. */
export const firstTreeKey = (top: Id) => ["tree", "first", top] as const;

/** The tree keeps its own window of rows, so this is a plain call. */
export const readTreeWindow = (engine: Engine, query: TreeQuery) => answer(engine.POST("/console/tree/window", { body: query }));
