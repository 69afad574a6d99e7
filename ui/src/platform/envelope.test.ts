import { describe, expect, test } from "vitest";
import { bodyBytes } from "./body";
import { decodeEnvelope, encodeEnvelope, responseFrom, type RequestHead } from "./envelope";

describe("the envelope between page and desktop host", () => {
  test("a request comes back as it was put in, beyond ASCII too", () => {
    const head: RequestHead = { method: "PATCH", path: "/console/users/1?q=ä", headers: [["x", "Ω"]] };
    const body = new Uint8Array([0, 1, 255]);
    const bytes = encodeEnvelope(head, body);
    const decoded = decodeEnvelope<RequestHead>(bytes.buffer as ArrayBuffer);
    expect(decoded.head).toEqual(head);
    expect([...decoded.body]).toEqual([0, 1, 255]);
  });

  test("the head length is little endian and counts bytes, not characters", () => {
    const bytes = encodeEnvelope({ method: "GET", path: "/ü", headers: [] }, new Uint8Array());
    const length = bytes[0]! + bytes[1]! * 256;
    expect(length).toBe(bytes.length - 4);
  });

  test("an answer without a body becomes a Response with none", async () => {
    const bytes = encodeEnvelope({ status: 204, headers: [] }, new Uint8Array());
    const response = responseFrom(bytes.buffer as ArrayBuffer);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe("");
  });

  test("an answer that is cut short is refused", () => {
    const bytes = encodeEnvelope({ status: 200, headers: [] }, new Uint8Array());
    expect(() => responseFrom(bytes.slice(0, 9).buffer as ArrayBuffer)).toThrow(/cut short/);
    expect(() => responseFrom(new ArrayBuffer(2))).toThrow(/cut short/);
  });
});

describe("bodies", () => {
  const post = (body: BodyInit) => new Request("http://localhost/x", { method: "POST", body });

  test("a blob is turned into bytes", async () => {
    expect([...(await bodyBytes(post(new Blob([new Uint8Array([7, 8])]))))]).toEqual([7, 8]);
  });

  test("a form is refused", async () => {
    const form = new FormData();
    form.set("name", "value");
    await expect(bodyBytes(post(form))).rejects.toThrow(TypeError);
  });

  test("text is sent as UTF-8", async () => {
    expect(new TextDecoder().decode(await bodyBytes(post("ä")))).toBe("ä");
  });

  test("a request that reads has no body", async () => {
    expect((await bodyBytes(new Request("http://localhost/x"))).length).toBe(0);
  });
});
