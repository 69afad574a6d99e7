/** The desktop's engine without its window, over an office file of its own: its console belongs to the owner. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "@playwright/test";
import { binary } from "./office";

export interface Desk {
  readonly url: string;
}

/** Starts the engine before the file's tests and ends it after them. */
export function useDesk(): Desk {
  const desk = { url: "" };
  let program: ChildProcess | undefined;
  let directory = "";

  test.beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "cordboard-desk-"));
    program = spawn(join(dirname(binary()), "examples/desk"), [directory], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((resolve, reject) => {
      program?.once("exit", (code) => reject(new Error(`the desk ended with ${code}`)));
      createInterface({ input: program!.stdout! }).on("line", (line) => {
        desk.url = /^listening on (http:\S+)/.exec(line)?.[1] ?? desk.url;
        if (desk.url) resolve();
      });
    });
    program.removeAllListeners("exit");
  });

  test.afterAll(() => {
    program?.kill("SIGKILL");
    if (directory) rmSync(directory, { recursive: true, force: true });
  });
  return desk;
}
