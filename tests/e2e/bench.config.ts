import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

/** Figures of the screens, apart from the tests: `npm run bench:kiosk`. */
export default defineConfig({ ...config, testDir: "bench", testMatch: "**/*.bench.ts", timeout: 300_000 });
