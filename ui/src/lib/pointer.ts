/** JSON pointers (RFC 6901) into a record's fields. */
import type { Json } from "../api/types";

/** An element of a list goes by its id, because its place moves; a plain list by its index. */
function keyOf(value: unknown, token: string): string {
  if (!Array.isArray(value)) return token;
  const index = value.findIndex((entry) => (entry as { id?: string } | null)?.id === token);
  return index >= 0 ? String(index) : token;
}

export function tokensOf(pointer: string): string[] {
  return pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function readPointer(document: unknown, pointer: string): Json | undefined {
  let value: unknown = document;
  for (const token of tokensOf(pointer)) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Record<string, unknown>)[keyOf(value, token)];
  }
  return value as Json | undefined;
}

/** A copy of the document with one place changed; `undefined` takes the place away. */
export function writePointer(document: Json | undefined, tokens: readonly string[], to: Json | undefined): Json | undefined {
  const [token, ...rest] = tokens;
  if (token === undefined) return to;
  if (Array.isArray(document)) {
    const index = Number(keyOf(document, token));
    const at = Number.isInteger(index) ? index : document.length;
    const entry = writePointer(document[at], rest, to);
    return entry === undefined ? document.filter((_, place) => place !== at) : document.toSpliced(at, 1, entry);
  }
  const object = document !== null && typeof document === "object" ? document : {};
  const { [token]: old, ...others } = object;
  const entry = writePointer(old, rest, to);
  return entry === undefined ? others : { ...object, [token]: entry };
}

/** Whether two JSON values are the same; the order of keys does not count, absent and `undefined` are one. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameJson(left[key], right[key]));
}
