/**
 * A language that nobody speaks: every text of the catalogue a good deal longer, with marks at both ends. It takes the
 * place of the German catalogue on its way to the page, so that the product holds nothing of it.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const ENGLISH = fileURLToPath(new URL("../../../ui/src/i18n/en.json", import.meta.url));
const LONGER = 0.35;
const ACCENTS: { readonly [letter: string]: string } = { a: "å", e: "é", i: "î", o: "ö", u: "ü", A: "Å", E: "É", I: "Î", O: "Ö", U: "Ü", n: "ñ", c: "ç", s: "š", y: "ÿ" };

type Catalogue = { [key: string]: string | Catalogue };

/** Holes stay as they are; what is short grows, too, as short words do in other languages. */
function stretch(text: string): string {
  const parts = text.split(/(\{\{[^}]+\}\})/).map((part) => (part.startsWith("{{") ? part : part.replace(/[a-zA-Z]/g, (letter) => ACCENTS[letter] ?? letter)));
  const more = Math.max(1, Math.round((text.length * LONGER) / 5));
  return `⟦${parts.join("")}${" öñëš".repeat(more)}⟧`;
}

const stretched = (catalogue: Catalogue): Catalogue =>
  Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, typeof value === "string" ? stretch(value) : stretched(value)]));

export async function speakPseudo(page: Page): Promise<void> {
  const catalogue = stretched(JSON.parse(readFileSync(ENGLISH, "utf8")) as Catalogue);
  const body = `export default ${JSON.stringify(catalogue)};`;
  await page.route(/\/assets\/de-[^/]+\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body }));
}

/** Texts of the catalogue of which a part cannot be seen, because something around them cuts it off. */
export const clippedTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/[⟦⟧]/.test(node.textContent ?? "")) continue;
      const parent = node.parentElement;
      if (!parent?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      // What is above the page, such as the way to its content, comes down once it has the focus.
      if (text.width === 0 || text.bottom <= 0) continue;
      for (let box: HTMLElement | null = parent; box; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.clipPath !== "none" || style.position === "fixed") break;
        const edge = box.getBoundingClientRect();
        const cuts = (overflow: string) => overflow === "hidden" || overflow === "clip";
        // What can be scrolled to is not lost.
        const isReached = (overflow: string) => overflow === "auto" || overflow === "scroll";
        if (isReached(style.overflowX) || isReached(style.overflowY)) break;
        const sideways = cuts(style.overflowX) && (text.left < edge.left - 1 || text.right > edge.right + 1);
        const upright = cuts(style.overflowY) && (text.top < edge.top - 2 || text.bottom > edge.bottom + 2);
        if (sideways || upright) {
          found.add(`${node.textContent?.trim()} in ${box.tagName.toLowerCase()}.${box.className}`);
          break;
        }
      }
    }
    return [...found];
  });
