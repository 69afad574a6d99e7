import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Where `cordboard-server serve` listens while the console is being worked on. */
const engine = process.env["CORDBOARD_URL"] ?? "http://127.0.0.1:8123";

/** Lets the page fetch the console (src/app/open.tsx) together with the first small part, which asks the engine. */
function preloadConsole(): Plugin {
  return {
    name: "preload-console",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === "chunk");
        const wanted = chunks.filter((chunk) => chunk.name === "open").flatMap((chunk) => [chunk.fileName, ...chunk.imports]);
        const others = wanted.filter((file) => !html.includes(file));
        return others.map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` }, injectTo: "head" }));
      },
    },
  };
}

/** The words of the first picture (src/i18n/first-words.ts): it does not wait for a whole catalogue. */
function firstWords() {
  const wordsOf = (language: string) => {
    const { title, filter, disabled } = JSON.parse(readFileSync(new URL(`src/i18n/${language}.json`, import.meta.url), "utf8")).tree;
    return [language, { title, filter, disabled }];
  };
  return JSON.stringify(Object.fromEntries(["en", "de", "ar"].map(wordsOf)));
}

export default defineConfig({
  define: { FIRST_WORDS: firstWords() },
  // React Aria speaks thirty languages; the console has three.
  plugins: [react(), optimizeLocales.vite({ locales: ["en-US", "de-DE", "ar-AE"] }), preloadConsole()],
  build: {
    // WebKitGTK 2.40 and later understand this; the same bundle serves the browser.
    target: ["es2022", "safari16"],
    modulePreload: { polyfill: false },
    // One sheet, read before the first picture: a part that is read later brings no new styles that could make it jump.
    cssCodeSplit: false,
    rolldownOptions: {
      // What the start needs in four files, read one after the other (src/main.tsx); a dozen small ones would each be waited for.
      output: {
        codeSplitting: {
          groups: [
            { name: "start", test: /src\/main\.tsx$/, priority: 4 },
            { name: "react", test: /node_modules\/react-dom\//, priority: 3 },
            { name: "words", test: /src\/i18n\/index\.ts$/, priority: 2 },
            { name: "open", test: /src\/app\/open\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: true, proxy: { "/console": { target: engine } } },
  preview: { port: 4173, strictPort: true, proxy: { "/console": { target: engine } } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
