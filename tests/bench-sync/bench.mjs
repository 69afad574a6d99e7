/**
 * One PouchDB and one pouchdb-server with documents of a file: the first picture, edits pushed, and a meeting without news.
 *
 * node bench.mjs DOCUMENTS.jsonl DIRECTORY EDITS -> one JSON line of figures, in milliseconds, requests and bytes of bodies.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import PouchDB from "pouchdb";

const [file, directory, edits] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const documents = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));

/** A port that nobody listens on. */
const freePort = () =>
  new Promise((resolve) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });

/** Passes requests on and counts them with the bytes of their bodies. */
async function counting(to) {
  const counted = { requests: 0, bytes: 0 };
  const listener = createServer((asked, answer) => {
    counted.requests += 1;
    const passed = request({ host: "127.0.0.1", port: to, path: asked.url, method: asked.method, headers: asked.headers }, (told) => {
      answer.writeHead(told.statusCode, told.headers);
      told.on("data", (part) => (counted.bytes += part.length));
      told.pipe(answer);
    });
    asked.on("data", (part) => (counted.bytes += part.length));
    asked.pipe(passed);
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return { counted, port: listener.address().port, close: () => listener.close() };
}

async function answers(url) {
  for (;;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const timed = async (work) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

const port = await freePort();
mkdirSync(join(directory, "server"), { recursive: true });
const program = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "node_modules/pouchdb-server/bin/pouchdb-server");
const server = spawn(process.execPath, [program, "--port", String(port), "--dir", join(directory, "server"), "--no-stdout-logs", "--host", "127.0.0.1"], {
  cwd: join(directory, "server"),
  stdio: ["ignore", "ignore", "inherit"],
});
try {
  const url = `http://127.0.0.1:${port}/office`;
  await answers(`http://127.0.0.1:${port}/`);
  const remote = new PouchDB(url);
  for (let at = 0; at < documents.length; at += 1000) await remote.bulkDocs(documents.slice(at, at + 1000));
  // As quick as it goes: batches of 1,000 instead of the 100 that are usual.
  const wish = {};
  const pulls = [];
  let local;
  for (let time = 0; time < 3; time += 1) {
    local = new PouchDB(join(directory, `local${time}`));
    pulls.push(await timed(() => local.replicate.from(remote, wish)));
    const { doc_count: held } = await local.info();
    if (held !== documents.length) throw new Error(`${held} of ${documents.length} documents came`);
  }
  const { rows } = await local.allDocs({ include_docs: true });
  const people = rows.map(({ doc }) => doc).filter((doc) => doc.kind === "user");
  const changed = people.slice(0, edits).map((doc, number) => ({ ...doc, fields: { ...doc.fields, department: `Department ${number}` } }));
  await local.bulkDocs(changed);
  const push = await timed(async () => {
    const done = await local.replicate.to(remote, wish);
    if (done.docs_written !== edits) throw new Error(`${done.docs_written} of ${edits} edits went`);
  });
  const way = await counting(port);
  const counted = new PouchDB(`http://127.0.0.1:${way.port}/office`);
  await local.replicate.from(counted, wish);
  way.counted.requests = 0;
  way.counted.bytes = 0;
  await local.replicate.from(counted, wish);
  way.close();
  pulls.sort((a, b) => a - b);
  const figures = { pull_ms: pulls[1], push_ms: push, idle_requests: way.counted.requests, idle_bytes: way.counted.bytes };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  server.kill("SIGKILL");
}
process.exit(0);
