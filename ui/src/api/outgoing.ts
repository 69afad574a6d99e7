/** What leaves the program: letters, and links to new passwords. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Id } from "./types";

type Schemas = components["schemas"];

export type Letter = Schemas["Letter"];
export const TRAYS = ["waiting", "parked", "sent"] as const;
export type TrayName = (typeof TRAYS)[number];

/** Letters move by themselves and are in no event, so that what is shown of them is asked for again and again. */
const LOOKED_AT_EVERY_MS = 3_000;

const at = (id: Id) => ({ params: { path: { id } } });

export const outboxQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["outbox"],
    queryFn: () => answer(engine.GET("/console/outbox")),
    refetchInterval: LOOKED_AT_EVERY_MS,
    retry: false,
  });

export const letterLink = async (engine: Engine, id: Id) => (await answer(engine.POST("/console/outbox/{id}/link", at(id)))).link;

export const retryLetter = (engine: Engine, id: Id) => answer(engine.POST("/console/outbox/{id}/retry", at(id)));

export const discardLetter = (engine: Engine, id: Id) => answer(engine.DELETE("/console/outbox/{id}", at(id)));

export const sendTestLetter = async (engine: Engine, to: string, language: string) => (await answer(engine.POST("/console/outbox/test", { body: { to, language } }))).id;

export const askForLink = (engine: Engine, username: string, page: string) => answer(engine.POST("/console/recovery", { body: { username, page } }));

export const lookAtLink = (engine: Engine, resetId: string) => answer(engine.POST("/console/recovery/link", { body: { reset_id: resetId } }));

export const setPasswordByLink = (engine: Engine, resetId: string, password: string) => answer(engine.POST("/console/recovery/password", { body: { reset_id: resetId, password } }));
