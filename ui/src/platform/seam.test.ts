import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("only platform/tauri.ts knows the desktop host", () => {
  const root = join(process.cwd(), "src");
  const offenders = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && file !== join("platform", "tauri.ts") && !file.endsWith(".test.ts"))
    .filter((file) => readFileSync(join(root, file), "utf8").includes("@tauri-apps/"));
  expect(offenders).toEqual([]);
});
