/** Lists of an account, and the records in them: phones, groups, ring groups, call queues, contacts; lists of holidays. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Change, Fields, Id, Json } from "./types";

type Schemas = components["schemas"];

export type ListKind = "user" | "phone" | "group" | "ring_group" | "call_queue" | "contact" | "holiday";
export type RecordKind = Exclude<ListKind, "user" | "holiday">;
export type ListRow = Omit<Schemas["ListRow"], "cells"> & { cells: { [column: string]: Json } };
export type ListWindow = Omit<Schemas["ListWindow"], "rows"> & { rows: ListRow[] };
export type ListQuery = Schemas["Narrowing"];
export type AnyRecord = Omit<Schemas["Record"], "fields" | "kind"> & { kind: RecordKind; fields: Fields };
export type RoleList = Schemas["RoleList"];
export type Role = Schemas["Role"];
export type RoleFlag = Schemas["RoleFlag"];

/** A document as it is sent: keys without a value are left out by JSON anyway. */
const plain = (fields: Fields) => fields as { [key: string]: unknown };

export const readList = async (engine: Engine, accountId: Id, kind: ListKind, query: ListQuery) =>
  (await answer(engine.POST("/console/accounts/{id}/lists/{kind}", { params: { path: { id: accountId, kind } }, body: query }))) as ListWindow;

export const recordQuery = (engine: Engine, kind: RecordKind, id: Id) =>
  queryOptions({
    queryKey: [kind, id, "record"],
    queryFn: async () => (await answer(engine.GET("/console/records/{kind}/{id}", { params: { path: { kind, id } } }))) as AnyRecord,
  });

export const createRecord = async (engine: Engine, accountId: Id, kind: RecordKind, fields: Fields) =>
  (await answer(engine.POST("/console/accounts/{id}/records/{kind}", { params: { path: { id: accountId, kind } }, body: { fields: plain(fields) } }))) as AnyRecord;

export const editRecord = async (engine: Engine, kind: RecordKind, id: Id, changes: Change[]) =>
  (await answer(engine.PATCH("/console/records/{kind}/{id}", { params: { path: { kind, id } }, body: { changes } }))) as AnyRecord;

export const deleteRecord = (engine: Engine, kind: RecordKind, id: Id) =>
  answer(engine.DELETE("/console/records/{kind}/{id}", { params: { path: { kind, id } } }));

export const restoreRecord = (engine: Engine, kind: RecordKind, id: Id) =>
  answer(engine.POST("/console/records/{kind}/{id}/restore", { params: { path: { kind, id } } }));

export const rolesQuery = (engine: Engine, accountId: Id) =>
  queryOptions({
    queryKey: ["account", accountId, "roles"],
    queryFn: () => answer(engine.GET("/console/accounts/{id}/roles", { params: { path: { id: accountId } } })),
    retry: false,
  });

interface RoleWish {
  name: string;
  description: string;
  permissions: { [group: string]: { [flag: string]: boolean } };
}

export const createRole = (engine: Engine, accountId: Id, role: RoleWish) =>
  answer(engine.POST("/console/accounts/{id}/roles", { params: { path: { id: accountId } }, body: role }));

export const editRole = (engine: Engine, accountId: Id, name: string, changes: Change[]) =>
  answer(engine.PATCH("/console/accounts/{id}/roles/{name}", { params: { path: { id: accountId, name } }, body: { changes } }));

export const deleteRole = (engine: Engine, accountId: Id, name: string) =>
  answer(engine.DELETE("/console/accounts/{id}/roles/{name}", { params: { path: { id: accountId, name } } }));

export const giveRole = (engine: Engine, userId: Id, roleName: string) =>
  answer(engine.PUT("/console/users/{id}/role", { params: { path: { id: userId } }, body: { role_name: roleName } }));

const at = (id: Id) => ({ params: { path: { id } } });

export const readApiKey = async (engine: Engine, accountId: Id) => (await answer(engine.GET("/console/accounts/{id}/api-key", at(accountId)))).api_key;
export const renewApiKey = async (engine: Engine, accountId: Id) => (await answer(engine.POST("/console/accounts/{id}/api-key", at(accountId)))).api_key;
export const setReseller = (engine: Engine, accountId: Id, isReseller: boolean) =>
  answer(engine.PUT("/console/accounts/{id}/reseller", { ...at(accountId), body: { is_reseller: isReseller } }));
