// A real server beside the window: an office that the window's file becomes a copy of, and the line between the two, which
// can be held.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

import { BINARY } from "./app.mjs";

/** It is built with the window, and lies beside it. */
const PROGRAM = join(dirname(BINARY), "cordboard-server");

export const ADMIN = { username: "admin", password: "correct horse battery" };

export class Server {
  /** Serves a new office, with so many people in it. */
  static async start(dir, { accounts, users }) {
    const run = (...args) => execFileSync(PROGRAM, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, CORDBOARD_LOG: "warn" } });
    run("init", "--data", dir, "--name", "Acme Telecom", "--realm", "acme.example", "--username", ADMIN.username, "--password", ADMIN.password);
    run("seed", "--data", dir, "--accounts", String(accounts), "--users", String(users));
    const server = new Server();
    server.program = spawn(PROGRAM, ["serve", "--data", dir, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, CORDBOARD_LOG: "warn" } });
    const [line] = await once(createInterface({ input: server.program.stdout }), "line");
    server.url = /http:\S+/.exec(line)[0];
    return server;
  }

  /** Asks it as its administrator. */
  async api(method, path, body) {
    this.token ??= (await this.answer("POST", "/console/session", ADMIN)).token;
    return this.answer(method, path, body);
  }

  async answer(method, path, body) {
    const headers = { "content-type": "application/json", ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) };
    const response = await fetch(`${this.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async stop() {
    const gone = once(this.program, "exit");
    this.program.kill("SIGTERM");
    await gone;
  }
}

/** A line to a server on which requests to one path wait until they are let go. */
export class Line {
  static async to(server, held) {
    const line = new Line();
    line.waiting = [];
    const target = new URL(server.url);
    line.listener = createServer((asked, answer) => {
      const pass = () => {
        const { method, headers, url } = asked;
        const on = request({ host: target.hostname, port: target.port, path: url, method, headers }, (answered) => {
          answer.writeHead(answered.statusCode, answered.headers);
          answered.pipe(answer);
        });
        on.on("error", () => answer.destroy());
        answer.on("close", () => on.destroy());
        asked.pipe(on);
      };
      if (line.waiting && asked.url === held) line.waiting.push(pass);
      else pass();
    });
    line.listener.listen(0, "127.0.0.1");
    await once(line.listener, "listening");
    line.url = `http://127.0.0.1:${line.listener.address().port}`;
    return line;
  }

  /** From now on nothing waits. */
  letGo() {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    for (const pass of waiting) pass();
  }

  async stop() {
    const gone = once(this.listener, "close");
    this.listener.close();
    this.listener.closeAllConnections();
    await gone;
  }
}
