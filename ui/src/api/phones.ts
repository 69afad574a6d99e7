/** What phones fetch: their files, their keys, lists of new ones. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Id } from "./types";

type Schemas = components["schemas"];
export type PhoneFile = Schemas["PhoneFile"];
export type PhoneKey = Schemas["PhoneKey"];
export type KeyType = Schemas["KeyType"];
export type PhoneModel = Schemas["Model"];
export type PhoneImportLine = Schemas["PhoneImportLine"];
export type PhoneImportRow = Schemas["PhoneImportRow"];

export type PhoneVendor = Schemas["VendorModels"];

/** The vendors and models that are known. They come with the program. */
export const phoneModelsQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["phone-models"],
    queryFn: async () => (await answer(engine.GET("/console/phone-models"))).vendors,
    staleTime: Infinity,
  });

const at = (id: Id) => ({ params: { path: { id } } });
/** Phones fetch without telling the feed. */
const AGAIN_MS = 15_000;

export const phoneFileQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["phone", id, "file"],
    queryFn: () => answer(engine.GET("/console/phones/{id}/file", at(id))),
    refetchInterval: AGAIN_MS,
  });

export const importPhones = async (engine: Engine, accountId: Id, dryRun: boolean, lines: PhoneImportLine[]) =>
  (await answer(engine.POST("/console/accounts/{id}/phones/import", { ...at(accountId), body: { dry_run: dryRun, lines } }))).rows;

export const copyKeys = async (engine: Engine, id: Id, to: Id[]) =>
  (await answer(engine.POST("/console/phones/{id}/keys/copy", { ...at(id), body: { dry_run: false, to } }))).rows;

/** The file holds the password again, until the phone registers next. */
export const rearmPhone = (engine: Engine, id: Id) => answer(engine.POST("/console/phones/{id}/rearm", at(id)));

export const softphoneCode = (engine: Engine, id: Id) => answer(engine.POST("/console/phones/{id}/softphone", at(id)));
