/** The desktop's engine without its window, over an office file of its own: its console belongs to the owner. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "./test";
import { binary } from "./office";

export interface Desk {
  readonly url: string;
  /** The program ends and starts again over the same file, at another address. */
  restart(): Promise<void>;
}

/** Starts the engine before the file's tests and ends it after them. */
export function useDesk(): Desk {
  let program: ChildProcess | undefined;
  let directory = "";

  const start = async () => {
    // A computer without a keychain, whatever this one has.
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
    const started = spawn(join(dirname(binary()), "examples/desk"), [directory], { stdio: ["ignore", "pipe", "inherit"], env });
    program = started;
    await new Promise<void>((resolve, reject) => {
      started.once("exit", (code) => reject(new Error(`the desk ended with ${code}`)));
      createInterface({ input: started.stdout! }).on("line", (line) => {
        const url = /^listening on (http:\S+)/.exec(line)?.[1];
        if (url) desk.url = url;
        if (url) resolve();
      });
    });
    started.removeAllListeners("exit");
  };

  const desk = {
    url: "",
    restart: async () => {
      const ended = new Promise((resolve) => program?.once("exit", resolve));
      program?.kill("SIGKILL");
      await ended;
      await start();
    },
  };

  test.beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "cordboard-desk-"));
    await start();
  });

  test.afterAll(() => {
    program?.kill("SIGKILL");
    if (directory) rmSync(directory, { recursive: true, force: true });
  });
  return desk;
}
