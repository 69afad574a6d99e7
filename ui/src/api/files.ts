/** Files of the engine that the page shows or plays: fetched like everything else, since in the window nothing else can. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useHost } from "./context";
import { answer, type Engine } from "./client";
import { problemFrom } from "./problems";
import type { Id } from "./types";

/** An address that the page's own elements can use; nothing while the file is read, or without one. */
export function useFile(address: string | undefined): { source: string | undefined; error: unknown } {
  const { platform } = useHost();
  const query = useQuery({
    queryKey: ["file", address ?? ""],
    queryFn: async () => {
      const response = await platform.fetch(new Request(new URL(address ?? "", document.baseURI)));
      if (!response.ok) throw await problemFrom(response);
      return new Blob([await response.arrayBuffer()], { type: response.headers.get("content-type") ?? "" });
    },
    enabled: address !== undefined,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  const bytes = query.data;
  const [source, setSource] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (!bytes) return;
    const made = URL.createObjectURL(bytes);
    setSource(made);
    return () => {
      URL.revokeObjectURL(made);
      setSource(undefined);
    };
  }, [bytes]);
  return { source, error: query.error };
}

const at = (id: Id) => ({ params: { path: { id } } });

export const setPhoto = (engine: Engine, userId: Id, bytes: Uint8Array<ArrayBuffer>) =>
  answer(
    engine.PUT("/console/users/{id}/photo", {
      ...at(userId),
      // The document says an array of numbers; on the wire they are the bytes themselves.
      body: bytes as never,
      bodySerializer: (body: unknown) => body as Uint8Array<ArrayBuffer>,
      headers: { "content-type": "application/octet-stream" },
    }),
  );

export const removePhoto = (engine: Engine, userId: Id) => answer(engine.DELETE("/console/users/{id}/photo", at(userId)));

export const readCard = (engine: Engine, userId: Id) => answer(engine.GET("/console/users/{id}/card", { ...at(userId), parseAs: "text" }));
