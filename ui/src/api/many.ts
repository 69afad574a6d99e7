/** Many people at once. */
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Change, Fields, Id } from "./types";

type Schemas = components["schemas"];
export type BulkRow = Schemas["BulkRow"];
export type ImportRow = Schemas["ImportRow"];
export interface ImportLine {
  fields: Fields;
  password?: string;
}

export const bulkEdit = async (engine: Engine, accountId: Id, dryRun: boolean, edits: { id: Id; changes: Change[] }[]) =>
  (await answer(engine.POST("/console/accounts/{id}/users/bulk", { params: { path: { id: accountId } }, body: { dry_run: dryRun, edits } }))).rows;

/** Adds people, or says what would become of every line; `ahead` lines of parts that were tried before fit. */
export const importPeople = async (engine: Engine, accountId: Id, dryRun: boolean, lines: ImportLine[], ahead = 0) => {
  const plain = lines.map((line) => ({ ...line, fields: line.fields as { [key: string]: unknown } }));
  return (await answer(engine.POST("/console/accounts/{id}/users/import", { params: { path: { id: accountId } }, body: { dry_run: dryRun, lines: plain, ahead } }))).rows;
};
