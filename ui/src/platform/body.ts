/**
 * Takes the body of a request as bytes the desktop host can carry.
 *
 * WebKitGTK ends the whole program when a `Blob`, or a `FormData` with one, reaches a custom scheme. Blobs become
 * plain bytes here; forms are refused: a file is uploaded as its bytes, its name in a header or the query.
 */
export async function bodyBytes(request: Request): Promise<Uint8Array> {
  if (request.method === "GET" || request.method === "HEAD") return new Uint8Array();
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    throw new TypeError("FormData cannot be sent: send the bytes of the file");
  }
  return new Uint8Array(await request.arrayBuffer());
}
