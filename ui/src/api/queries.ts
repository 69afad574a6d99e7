/** Everything the console reads. A key starts with the kind of record, so that the event feed can find it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Engine } from "./client";
import type {
  Account,
  AuditPage,
  Holiday,
  Id,
  Installation,
  SearchHit,
  Session,
  TreeQuery,
  TreeWindow,
  User,
  UserForwarding,
  UserPage,
} from "./types";

const PAGE_ROWS = 100;

export const installationQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["installation"],
    queryFn: () => engine.get<Installation>("/console/installation"),
    staleTime: Infinity,
  });

export const sessionQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["session"],
    queryFn: () => engine.get<Session>("/console/session"),
    staleTime: Infinity,
    retry: false,
  });

export const accountQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["account", id, "record"],
    queryFn: () => engine.get<Account>(`/console/accounts/${id}`),
  });

export const usersQuery = (engine: Engine, accountId: Id) =>
  infiniteQueryOptions({
    queryKey: ["account", accountId, "users"],
    queryFn: ({ pageParam }) =>
      engine.get<UserPage>(`/console/accounts/${accountId}/users`, { after: pageParam ?? undefined, limit: PAGE_ROWS }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const holidaysQuery = (engine: Engine, accountId: Id) =>
  queryOptions({
    queryKey: ["account", accountId, "holidays"],
    queryFn: () => engine.get<{ rows: Holiday[] }>(`/console/accounts/${accountId}/holidays`),
  });

export const userQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["user", id, "record"],
    queryFn: () => engine.get<User>(`/console/users/${id}`),
  });

export const forwardingQuery = (engine: Engine, userId: Id) =>
  queryOptions({
    queryKey: ["user", userId, "forwarding"],
    queryFn: () => engine.get<UserForwarding>(`/console/users/${userId}/forwarding`),
  });

export const searchQuery = (engine: Engine, text: string) =>
  queryOptions({
    queryKey: ["search", text],
    queryFn: () => engine.get<{ rows: SearchHit[] }>("/console/search", { q: text, limit: 20 }),
    enabled: text.trim().length > 0,
    staleTime: 5_000,
  });

export const auditQuery = (engine: Engine, accountId: Id | undefined) =>
  infiniteQueryOptions({
    queryKey: ["audit", accountId ?? "all"],
    queryFn: ({ pageParam }) =>
      engine.get<AuditPage>("/console/audit", { account_id: accountId, before: pageParam ?? undefined, limit: PAGE_ROWS }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

/** The tree keeps its own window of rows, so this is a plain call. */
export const readTreeWindow = (engine: Engine, query: TreeQuery) =>
  engine.send<TreeWindow>("POST", "/console/tree/window", query);
