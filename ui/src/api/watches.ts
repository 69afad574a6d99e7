/** Watches: who is told of changes of client accounts, what was sent, and the keys with which it is signed. */
import { queryOptions } from "@tanstack/react-query";
import { answer, type Engine } from "./client";
import type { components } from "./schema";
import type { Change, Fields, Id, Json } from "./types";

type Schemas = components["schemas"];

export type Watch = Omit<Schemas["Watch"], "fields"> & { fields: Fields };
export type Delivery = Schemas["Delivery"];
export type DeliveryDetail = Schemas["DeliveryDetail"];
export type CryptoKey = Schemas["CryptoKey"];
export const ALGORITHMS = ["hmac-sha256", "ed25519"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Deliveries are in no event, so that the log is asked for again and again. */
const LOOKED_AT_EVERY_MS = 3_000;

const at = (id: Id) => ({ params: { path: { id } } });
const named = (name: string) => ({ params: { path: { name } } });
const plain = (fields: Fields): { [key: string]: unknown } => ({ ...fields });

export const watchesQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["watches"],
    queryFn: async () => (await answer(engine.GET("/console/watches"))) as { rows: Watch[]; private_allowed: boolean },
  });

export const watchQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["watch", id, "record"],
    queryFn: async () => (await answer(engine.GET("/console/watches/{id}", at(id)))) as Watch,
  });

export const deliveriesQuery = (engine: Engine, id: Id) =>
  queryOptions({
    queryKey: ["watch", id, "deliveries"],
    queryFn: () => answer(engine.GET("/console/watches/{id}/deliveries", at(id))),
    refetchInterval: LOOKED_AT_EVERY_MS,
  });

export const deliveryQuery = (engine: Engine, id: Id, deliveryId: Id) =>
  queryOptions({
    queryKey: ["watch", id, "delivery", deliveryId],
    queryFn: () => answer(engine.GET("/console/watches/{id}/deliveries/{delivery_id}", { params: { path: { id, delivery_id: deliveryId } } })),
    refetchInterval: LOOKED_AT_EVERY_MS,
  });

/** What a template makes of the caller's own account, while it is typed. */
export const previewQuery = (engine: Engine, template: Json | undefined, addsPrevious: boolean) =>
  queryOptions({
    queryKey: ["watch-preview", template ?? null, addsPrevious],
    queryFn: async () =>
      (await answer(engine.POST("/console/watches/preview", { body: { ...(template === undefined ? {} : { template }), add_previous_data: addsPrevious } }))).body as Json,
    retry: false,
    placeholderData: (known) => known,
  });

export const createWatch = async (engine: Engine, fields: Fields) => (await answer(engine.POST("/console/watches", { body: { fields: plain(fields) } as never }))) as Watch;

export const editWatch = async (engine: Engine, id: Id, changes: Change[]) => (await answer(engine.PATCH("/console/watches/{id}", { ...at(id), body: { changes } }))) as Watch;

export const deleteWatch = (engine: Engine, id: Id) => answer(engine.DELETE("/console/watches/{id}", at(id)));

export const testWatch = async (engine: Engine, id: Id) => (await answer(engine.POST("/console/watches/{id}/test", at(id)))).id;

export const replayDelivery = (engine: Engine, id: Id, deliveryId: Id) =>
  answer(engine.POST("/console/watches/{id}/deliveries/{delivery_id}/replay", { params: { path: { id, delivery_id: deliveryId } } }));

export const keysQuery = (engine: Engine) =>
  queryOptions({
    queryKey: ["crypto-keys"],
    queryFn: async () => (await answer(engine.GET("/console/crypto-keys"))).rows,
  });

export const readKey = (engine: Engine, name: string) => answer(engine.GET("/console/crypto-keys/{name}", named(name)));

export const createKey = (engine: Engine, name: string, algorithm: Algorithm) => answer(engine.POST("/console/crypto-keys", { body: { name, algorithm } }));

export const rotateKey = (engine: Engine, name: string) => answer(engine.POST("/console/crypto-keys/{name}/rotate", named(name)));

export const deleteKey = (engine: Engine, name: string) => answer(engine.DELETE("/console/crypto-keys/{name}", named(name)));
