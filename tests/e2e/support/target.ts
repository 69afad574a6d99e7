/** A target for watches on this machine, which answers what it is told. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

export class Target {
  readonly seen: Seen[] = [];
  status = 200;
  url = "";
  private readonly server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString("utf8")));
    request.on("end", () => {
      this.seen.push({ headers: request.headers, body });
      response.writeHead(this.status, { "content-type": "text/plain" });
      response.end(this.status === 200 ? "thanks" : "go away");
    });
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
