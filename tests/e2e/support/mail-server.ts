/** A mail server on this machine that speaks just enough SMTP, and the letters it took. */
import { createServer, type Server, type Socket } from "node:net";

export class MailServer {
  readonly letters: string[] = [];
  port = 0;
  private server: Server | undefined;

  async listen(port = 0): Promise<void> {
    this.server = createServer((socket) => this.talk(socket));
    await new Promise<void>((resolve) => this.server?.listen(port, "127.0.0.1", resolve));
    this.port = (this.server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** The links in the letters, without the breaks that mail puts into long lines. */
  links(): string[] {
    return this.letters.flatMap((letter) => letter.replaceAll("=\r\n", "").replaceAll("=3D", "=").match(/https?:\S+/g) ?? []);
  }

  private talk(socket: Socket): void {
    let [rest, letter] = ["", ""];
    let isLetter = false;
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      rest += data.toString("utf8");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (isLetter && line !== ".") letter += `${line}\r\n`;
        else if (isLetter) {
          isLetter = false;
          this.letters.push(letter);
          letter = "";
          socket.write("250 kept\r\n");
        } else if (line.startsWith("EHLO")) socket.write("250-mail.example\r\n250 8BITMIME\r\n");
        else if (line === "DATA") {
          isLetter = true;
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
    socket.write("220 mail.example\r\n");
  }
}
