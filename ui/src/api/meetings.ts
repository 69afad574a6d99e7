/** Meetings: the list, a room, and running it. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Change, Fields, Id } from "./types";

type Schemas = components["schemas"];

export type MeetingRow = Schemas["MeetingRow"];
export type Meeting = Omit<Schemas["Meeting"], "fields"> & { fields: Fields };
export type Participant = Schemas["Participant"];
export type CommandName = Schemas["CommandName"];

const at = (id: Id) => ({ params: { path: { id } } });

export const meetingsQuery = (engine: Engine, accountId: Id) =>
  queryOptions({
    queryKey: ["account", accountId, "meetings"],
    queryFn: () => answer(engine.GET("/console/accounts/{id}/meetings", at(accountId))),
  });

export const meetingQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["meeting", id, "room"],
    queryFn: async () => (await answer(engine.GET("/console/meetings/{id}", at(id)))) as Meeting,
  });

export const createMeeting = async (engine: Engine, accountId: Id, fields: Fields, ownerId?: Id) =>
  (await answer(
    engine.POST("/console/accounts/{id}/meetings", { ...at(accountId), body: { fields: fields as { [key: string]: unknown }, ...(ownerId ? { owner_id: ownerId } : {}) } }),
  )) as Meeting;

export const editMeeting = async (engine: Engine, id: Id, changes: Change[]) => (await answer(engine.PATCH("/console/meetings/{id}", { ...at(id), body: { changes } }))) as Meeting;

export const deleteMeeting = (engine: Engine, id: Id) => answer(engine.DELETE("/console/meetings/{id}", at(id)));

export const restoreMeeting = (engine: Engine, id: Id) => answer(engine.POST("/console/meetings/{id}/restore", at(id)));

export const commandMeeting = async (engine: Engine, id: Id, command: CommandName, more: { participant_id?: Id; participants?: Id[] } = {}) =>
  (await answer(engine.POST("/console/meetings/{id}/commands", { ...at(id), body: { command, participants: [], ...more } }))) as Meeting;

export const inviteToMeeting = (engine: Engine, id: Id, number: string) => answer(engine.POST("/console/meetings/{id}/invitations", { ...at(id), body: { number } }));
