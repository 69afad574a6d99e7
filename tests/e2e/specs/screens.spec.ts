import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test, type Page } from "@playwright/test";
import { furnish, makePerson, report, signIn, useOffice } from "../support/office";

const office = useOffice({ accounts: 40, users: 200 });
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const LOOKS = [
  { name: "light", theme: "light", language: "en", width: 1280 },
  { name: "dark", theme: "dark", language: "en", width: 1280 },
  { name: "right-to-left", theme: "light", language: "ar", width: 1280 },
  { name: "narrow", theme: "light", language: "de", width: 390 },
] as const;

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** What axe finds that keeps people out ("serious" and "critical"), in short. */
async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate<Violation[]>("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
  return violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`);
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${office.url}${path}`);
  await page.getByRole("main").waitFor();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))).then(() => undefined));
}

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, office);
  await furnish(page);
  await report(page);
  await page.close();
});

for (const look of LOOKS) {
  test(`every screen is accessible and fits: ${look.name}`, async ({ page }, info) => {
    test.setTimeout(180_000);
    await signIn(page, office);
    const person = await makePerson(page, { first_name: "Maximiliane-Charlotte", last_name: "von Hohenzollern-Sigmaringen", extension_number: String(5000 + LOOKS.indexOf(look)) });
    await page.evaluate(({ theme, language }) => {
      localStorage.setItem("cordboard.theme", theme);
      localStorage.setItem("cordboard.language", language);
    }, look);
    await page.setViewportSize({ width: look.width, height: 800 });
    const account = `/accounts/${person.account_id}`;
    const screens = {
      overview: `${account}/overview`,
      people: `${account}/people`,
      phones: `${account}/phones`,
      teams: `${account}/teams`,
      queues: `${account}/teams?view=call_queue`,
      meetings: `${account}/meetings`,
      calls: `${account}/calls`,
      messages: `${account}/calls?view=message`,
      contacts: `${account}/contacts`,
      roles: `${account}/roles?open=Front+desk`,
      hours: `${account}/hours`,
      profile: `/users/${person.id}/profile`,
      forwarding: `/users/${person.id}/forwarding`,
      "all-fields": `/users/${person.id}/all-fields`,
      "who-rings": `/users/${person.id}/who-rings`,
      activity: "/activity",
      settings: "/settings",
    };
    for (const [name, path] of Object.entries(screens)) {
      await test.step(name, async () => {
        await visit(page, path);
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
        expect.soft(await seriousProblems(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), "sideways scrolling").toBeLessThanOrEqual(0);
      });
    }
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(look.language === "ar" ? "rtl" : "ltr");
  });
}

test("the door is accessible", async ({ page }) => {
  await page.goto(`${office.url}/sign-in`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
});
