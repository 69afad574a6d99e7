/** What a screen tells those who hear it: its headings, its regions, and what its links and menus are. */
import type { Page } from "@playwright/test";

/**
 * One heading of the first level, no level left out, the regions of a page in their place, links that lead somewhere, and
 * menus that are menus. Beside an open dialog, the page behind it is not there, and only the dialog is read.
 */
export const structureProblems = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const problems: string[] = [];
    const dialog = Array.from(document.querySelectorAll("[role=dialog], [role=alertdialog], dialog[open]")).filter((element) => element.checkVisibility()).at(-1);
    const read = (selector: string) =>
      Array.from((dialog ?? document).querySelectorAll<HTMLElement>(selector)).filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true], [inert]"));
    const say = (element: Element) => `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}"`;
    const only = (what: string, count: number) => {
      if (count !== 1) problems.push(`${count} ${what}`);
    };

    const levels = read("h1, h2, h3, h4, h5, h6, [role=heading]").map((element) => ({ element, level: Number(element.getAttribute("aria-level") ?? element.tagName.slice(1)) }));
    if (dialog) {
      const named = dialog.getAttribute("aria-label") ?? document.getElementById(dialog.getAttribute("aria-labelledby") ?? "")?.textContent;
      if (!named) problems.push("a dialog without a name");
    } else only("headings of level 1", levels.filter(({ level }) => level === 1).length);
    levels.forEach(({ element, level }, index) => {
      const before = levels[index - 1]?.level ?? (dialog ? 1 : 0);
      if (level > before + 1) problems.push(`${say(element)} of level ${level} follows level ${before}`);
    });

    if (!dialog) {
      only("main", read("main, [role=main]").length);
      // A page for paper, the door and the reception stand alone.
      if (!/^\/(print|sign-in|kiosk)\b/.test(location.pathname)) {
        only("banner", read("header, [role=banner]").filter((element) => !element.parentElement?.closest("main, article, section, aside, nav, [role=region]")).length);
        if (read("nav a[href]").length === 0) problems.push("no navigation with links");
      }
    }
    // Where one can go from the navigation is a link with an address; the rest there is done at once or opens something.
    for (const entry of read("nav a, [role=navigation] a, [role=link]")) if (!entry.getAttribute("href")) problems.push(`${say(entry)} leads nowhere`);
    for (const heading of levels) if (heading.element.closest("[role=menu], [role=tab], nav")) problems.push(`${say(heading.element)} is a heading in a menu`);
    for (const menu of read("[role=menu]")) if (!menu.querySelector("[role^=menuitem]")) problems.push("a menu without entries");
    for (const item of read("[role^=menuitem]")) if (!item.closest("[role=menu], [role=menubar]")) problems.push(`${say(item)} belongs to no menu`);
    return problems;
  });
