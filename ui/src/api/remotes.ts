/** Servers elsewhere whose people are kept here too: which there are, what would be done, and doing it. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Id, Json } from "./types";

type Schemas = components["schemas"];
type Values = { from?: Json; to?: Json };
export type RemoteDialect = Schemas["RemoteDialect"];
export type Remote = Schemas["RemoteShown"];
export type RemoteRun = Schemas["RemoteRun"];
export type RemoteChange = Omit<Schemas["RemoteChange"], "from" | "to"> & Values;
export type RemoteClash = Omit<Schemas["RemoteClash"], "base" | "theirs" | "mine"> & { base?: Json; theirs?: Json; mine?: Json };
export type RemoteStep = Omit<Schemas["RemoteStep"], "here" | "there" | "clashes"> & { here: RemoteChange[]; there: RemoteChange[]; clashes: RemoteClash[] };
export type RemotePlan = { digest: string; steps: RemoteStep[] };
export type RemoteAccount = Schemas["RemoteAccount"];
export type Choice = Schemas["RemoteChoice"];
export type Word = { step: string; path: string; choice: Choice; value?: Json };
export type Deletion = { step: string; delete: boolean };

const at = (id: Id) => ({ params: { path: { id } } });

export const remotesQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["remotes"],
    queryFn: async () => (await answer(engine.GET("/console/remotes"))).rows,
  });

export const remoteQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["remotes", id],
    queryFn: () => answer(engine.GET("/console/remotes/{id}", at(id))),
  });

export const lookRemote = async (engine: Engine, body: Schemas["RemoteLook"]) => (await answer(engine.POST("/console/remotes/accounts", { body }))).rows;

export const addRemote = (engine: Engine, body: Schemas["RemoteAdd"]) => answer(engine.POST("/console/remotes", { body }));

export const removeRemote = (engine: Engine, id: Id) => answer(engine.DELETE("/console/remotes/{id}", at(id)));

export const signInRemote = (engine: Engine, id: Id, username: string, password: string) => answer(engine.POST("/console/remotes/{id}/session", { ...at(id), body: { username, password } }));

export const planRemote = async (engine: Engine, id: Id) => (await answer(engine.POST("/console/remotes/{id}/plan", at(id)))) as RemotePlan;

export const runRemote = (engine: Engine, id: Id, direction: "pull" | "push", digest: string, words: Word[], deletions: Deletion[]) =>
  answer(engine.POST("/console/remotes/{id}/runs", { ...at(id), body: { direction, digest, words, deletions } }));
