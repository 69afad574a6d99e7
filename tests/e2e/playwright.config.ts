import { defineConfig } from "@playwright/test";

/** What a headless Chromium needs in a container, and what keeps it from talking to anybody. */
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "specs",
  outputDir: "../../test-results/e2e",
  // Each file starts a server of its own; one after the other keeps timings readable on small machines.
  workers: 1,
  timeout: 60_000,
  // What a busy machine needs; what is there is seen at once.
  expect: { timeout: 15_000 },
  // A machine that stood still for a moment is no reason to throw a run away; the summary tells of every second try.
  retries: process.env["CI"] === undefined ? 0 : 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["CORDBOARD_CHROMIUM"] || "/usr/bin/chromium",
      args: CHROMIUM_FLAGS,
    },
  },
});
