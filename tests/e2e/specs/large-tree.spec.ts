import { expect, test } from "../support/test";
import { signIn, useOffice } from "../support/office";

const ACCOUNTS = 100_000;
const office = useOffice({ accounts: ACCOUNTS });

test("the tree of 100,000 accounts is scrolled to its end with few rows in the page", async ({ page }) => {
  await signIn(page, office);
  await page.getByRole("button", { name: "Open all branches" }).click();
  const tree = page.getByRole("tree");
  await expect.poll(() => tree.evaluate((element) => element.scrollHeight)).toBeGreaterThan(ACCOUNTS * 20);
  let most = 0;
  for (let part = 1; part <= 20; part += 1) {
    await tree.evaluate((element, share) => (element.scrollTop = element.scrollHeight * share), part / 20);
    await expect(tree.getByRole("treeitem").first()).toBeVisible();
    most = Math.max(most, await page.locator("[role=treeitem]").count());
  }
  expect(most).toBeLessThan(500);
  await tree.focus();
  await page.keyboard.press("End");
  await expect(page.locator("[role=treeitem][data-active]")).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(page.getByRole("treeitem", { name: "Acme Telecom" })).toBeInViewport();
});

test("the filter finds among 100,000 accounts while typing", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("Alt+f");
  await page.keyboard.type("bakery");
  await expect(page.getByRole("status").filter({ hasText: /accounts match/ })).toBeVisible();
  expect(await page.locator("[role=treeitem]").count()).toBeLessThan(500);
});

test("a search that finds more than it shows says so, and the arrows keep the chosen row in sight", async ({ page }) => {
  await signIn(page, office);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("bakery");
  const found = page.getByRole("dialog");
  await expect(found.getByRole("status")).toHaveText(/There may be more/);
  for (let row = 1; row <= 15; row += 1) await page.keyboard.press("ArrowDown");
  await expect(found.getByRole("option", { selected: true })).toBeInViewport({ ratio: 1 });
});
