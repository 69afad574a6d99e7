/**
 * The bytes of one request and one response between page and desktop host:
 * a length (u32, little endian), that many bytes of JSON, and the rest is the body.
 */
export interface RequestHead {
  method: string;
  path: string;
  headers: [string, string][];
}

export interface ResponseHead {
  status: number;
  headers: [string, string][];
}

const LENGTH_BYTES = 4;

export function encodeEnvelope(head: RequestHead | ResponseHead, body: Uint8Array): Uint8Array {
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(LENGTH_BYTES + headBytes.length + body.length);
  new DataView(bytes.buffer).setUint32(0, headBytes.length, true);
  bytes.set(headBytes, LENGTH_BYTES);
  bytes.set(body, LENGTH_BYTES + headBytes.length);
  return bytes;
}

export function decodeEnvelope<Head>(buffer: ArrayBuffer): { head: Head; body: Uint8Array } {
  const headLength = buffer.byteLength < LENGTH_BYTES ? Infinity : new DataView(buffer).getUint32(0, true);
  if (LENGTH_BYTES + headLength > buffer.byteLength) throw new TypeError("The host's answer is cut short");
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, LENGTH_BYTES, headLength))) as Head;
  return { head, body: new Uint8Array(buffer, LENGTH_BYTES + headLength) };
}

/** Statuses that must not carry a body; `new Response` throws when they do. */
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

export function responseFrom(buffer: ArrayBuffer): Response {
  const { head, body } = decodeEnvelope<ResponseHead>(buffer);
  const content = WITHOUT_BODY.has(head.status) ? null : body.slice();
  return new Response(content, { status: head.status, headers: head.headers });
}
