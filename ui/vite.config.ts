import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `cordboard-server serve` listens while the console is being worked on. */
const engine = process.env["CORDBOARD_URL"] ?? "http://127.0.0.1:8123";

export default defineConfig({
  plugins: [react()],
  // WebKitGTK 2.40 and later understand this; the same bundle serves the browser.
  build: { target: ["es2022", "safari16"], modulePreload: { polyfill: false } },
  server: { port: 5173, strictPort: true, proxy: { "/console": { target: engine } } },
  preview: { port: 4173, strictPort: true, proxy: { "/console": { target: engine } } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
