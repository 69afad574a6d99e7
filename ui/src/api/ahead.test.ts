import { expect, test } from "vitest";
import { PAGE, TreeModel } from "../design/tree/tree-model";
import type { Platform } from "../platform";
import { askAhead } from "./ahead";
import { createEngine } from "./client";
import type { TreeQuery, TreeWindow } from "./types";

/** An engine that answers these paths, and what it was asked. */
function engineWith(answers: { [path: string]: unknown }) {
  const asked: string[] = [];
  const bodies: unknown[] = [];
  const platform = {
    fetch: async (request: Request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if (request.method === "POST") bodies.push(await request.json());
      const found = pathname in answers;
      return new Response(JSON.stringify(found ? answers[pathname] : { code: "unauthenticated" }), {
        status: found ? 200 : 401,
        headers: { "content-type": "application/json" },
      });
    },
  } as Platform;
  return { engine: createEngine(platform, () => undefined), asked, bodies };
}

const installed = { "/console/installation": { installed: true } };
const signedIn = { ...installed, "/console/session": { account: { id: "top" } } };

test("what the first screen shows is asked for in one go", async () => {
  const { engine, bodies } = engineWith({ ...signedIn, "/console/tree/window": { seq: 3, rows: [] } });
  const ahead = askAhead(engine);
  expect((await ahead.frame).session?.account.id).toBe("top");
  expect((await ahead.tree)?.seq).toBe(3);
  expect(bodies).toEqual([{ open: "none", toggled: ["top"], from: 0, count: PAGE }]);
});

test("the rows asked for ahead are those that the tree itself would ask for first", async () => {
  const { engine, bodies } = engineWith({ ...signedIn, "/console/tree/window": { seq: 3, rows: [] } });
  await askAhead(engine).tree;
  const asked: TreeQuery[] = [];
  const model = new TreeModel(async (query) => {
    asked.push(query);
    return { seq: 1, total: 0, matched: null, revealed: null, rows: [] } as TreeWindow;
  });
  model.expandPath(["top"]);
  model.show(0, 20);
  expect(asked).toEqual(bodies);
});

test("without an office nobody's session is asked for", async () => {
  const { engine, asked } = engineWith({ "/console/installation": { installed: false } });
  const ahead = askAhead(engine);
  expect((await ahead.frame).installation?.installed).toBe(false);
  expect(await ahead.tree).toBeUndefined();
  expect(asked).toEqual(["/console/installation"]);
});

test("an answer that fails stops nothing: it is asked for again by whoever needs it", async () => {
  const { engine } = engineWith(installed);
  const ahead = askAhead(engine);
  expect(await ahead.frame).toEqual({ installation: { installed: true } });
  expect(await ahead.tree).toBeUndefined();
});
