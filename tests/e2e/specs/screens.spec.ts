import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { furnish, report, signIn, useOffice } from "../support/office";
import { clippedTexts, speakPseudo } from "../support/pseudo";
import { structureProblems } from "../support/structure";
import { makePlaces, screens, visit, type Places, type Screen } from "../support/screens";

const office = useOffice({ accounts: 40, users: 200, phones: true, hooks: true });
/** The server of the remote. */
const there = useOffice();
/** Where `npm run screens` wants the pictures. */
const FOLDER = process.env["CORDBOARD_SCREENS"];

const LOOKS = [
  { name: "light", theme: "light", language: "en", width: 1280 },
  { name: "dark", theme: "dark", language: "en", width: 1280 },
  { name: "right-to-left", theme: "light", language: "ar", width: 1280 },
  { name: "right-to-left-dark", theme: "dark", language: "ar", width: 1280 },
  { name: "narrow", theme: "light", language: "de", width: 390 },
  { name: "contrast", theme: "light", language: "en", width: 1280, contrast: "more" },
] as const;

async function wear(page: Page, look: { theme: string; language: string; width: number; contrast?: string }): Promise<void> {
  await page.evaluate(({ theme, language, contrast }) => {
    localStorage.setItem("cordboard.theme", theme);
    localStorage.setItem("cordboard.language", language);
    localStorage.setItem("cordboard.contrast", contrast ?? "system");
  }, look);
  await page.setViewportSize({ width: look.width, height: 800 });
}

let places: Places;

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  const { account } = await furnish(page);
  await report(page);
  const other = await browser.newPage();
  await signIn(other, there);
  places = await makePlaces(page, account, other);
  await other.close();
  await page.close();
});

/** Each screen is a step, so that one which fails does not keep the others from being looked at. */
async function tour(page: Page, look: (name: string, screen: Screen) => Promise<void>): Promise<void> {
  for (const [name, screen] of Object.entries(screens(places))) {
    await test.step(name, async () => {
      await visit(page, office, screen);
      await look(name, screen);
    });
  }
}

for (const look of LOOKS) {
  test(`every screen is accessible and fits: ${look.name}`, async ({ page }, info) => {
    test.setTimeout(400_000);
    await signIn(page, office);
    await wear(page, look);
    const folder = FOLDER ? join(FOLDER, look.name) : info.outputPath("screens");
    mkdirSync(folder, { recursive: true });
    await tour(page, async (name) => {
      await page.screenshot({ path: join(folder, `${name}.png`) });
      expect.soft(await seriousProblems(page), name).toEqual([]);
      expect.soft(await structureProblems(page), name).toEqual([]);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    });
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(look.language === "ar" ? "rtl" : "ltr");
  });
}

for (const width of [1280, 390]) {
  test(`longer words than any language has are not cut off, ${width} pixels wide`, async ({ page }, info) => {
    test.setTimeout(400_000);
    await signIn(page, office);
    await speakPseudo(page);
    await wear(page, { theme: "light", language: "de", width });
    const folder = FOLDER ? join(FOLDER, `pseudo-${width}`) : info.outputPath("screens");
    mkdirSync(folder, { recursive: true });
    let seen = 0;
    await tour(page, async (name) => {
      await page.screenshot({ path: join(folder, `${name}.png`) });
      seen += await page.getByText("⟧").count();
      expect.soft(await clippedTexts(page), name).toEqual([]);
    });
    expect(seen, "the language is not the one that was asked for").toBeGreaterThan(500);
  });
}

test("the door is accessible", async ({ page }) => {
  await page.goto(`${office.url}/sign-in`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if (FOLDER) await page.screenshot({ path: join(FOLDER, "sign-in.png") });
  expect(await seriousProblems(page)).toEqual([]);
  expect(await structureProblems(page)).toEqual([]);
});
