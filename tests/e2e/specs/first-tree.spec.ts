import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { makeAccount, signIn, useOffice } from "../support/office";

const office = useOffice();

/** Holds the console's larger part back until it is let go; what stands before it is there alone. */
async function holdConsole(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/assets/open-*.js", async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

let isFurnished = false;

test.beforeEach(async ({ page }) => {
  await signIn(page, office);
  if (!isFurnished) for (const name of ["Florist", "Bakery"]) await makeAccount(page, name);
  isFurnished = true;
  await expect(page.getByRole("treeitem", { name: "Bakery" })).toBeVisible();
});

/** The one field of the search over all; the page behind it may have drawn fields with lists, too. */
const palette = (page: Page) => page.getByRole("combobox", { name: "Search or do something" });

test("a row that is clicked before the console is there is shown as open, and is open then", async ({ page }) => {
  const release = await holdConsole(page);
  await page.goto(office.url);
  const row = page.getByRole("treeitem", { name: "Florist" });
  await row.click();
  await expect(row).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("button", { name: "New account" })).toBeHidden();
  expect(await seriousProblems(page)).toEqual([]);
  release();
  await expect(page.getByRole("heading", { name: "Florist", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/accounts\/[0-9a-f]{32}\/overview/);
  await expect(row).toHaveAttribute("aria-selected", "true");
});

test("the console takes the tree over as it stands: the same rows, the focus and the open branches", async ({ page }) => {
  const release = await holdConsole(page);
  await page.goto(office.url);
  const tree = page.getByRole("tree");
  await tree.focus();
  await page.keyboard.press("ArrowDown");
  await tree.evaluate((element) => (element.dataset["kept"] = "yes"));
  release();
  await expect(page.getByRole("button", { name: "New account" })).toBeVisible();
  await expect(page.getByRole("tree")).toHaveCount(1);
  await expect(tree).toBeFocused();
  await expect(tree).toHaveAttribute("data-kept", "yes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Bakery", level: 1 })).toBeVisible();
});

test("a click that begins before the console is there and ends after it opens its row", async ({ page }) => {
  const release = await holdConsole(page);
  await page.goto(office.url);
  await page.getByRole("treeitem", { name: "Florist" }).hover();
  await page.mouse.down();
  release();
  await expect(page.getByRole("heading", { name: "Acme Telecom", level: 1 })).toBeAttached();
  await page.mouse.up();
  await expect(page.getByRole("heading", { name: "Florist", level: 1 })).toBeInViewport();
  await expect(page.getByRole("treeitem", { name: "Florist" })).toHaveAttribute("aria-selected", "true");
});

test("what is typed before the console is there filters the tree, and goes on filtering it", async ({ page }) => {
  const release = await holdConsole(page);
  await page.goto(office.url);
  await page.getByRole("tree").focus();
  await page.keyboard.type("flo");
  await expect(page.getByRole("treeitem", { name: "Bakery" })).toBeHidden();
  release();
  await expect(page.getByRole("button", { name: "New account" })).toBeVisible();
  await page.keyboard.type("rist");
  await expect(page.getByRole("searchbox", { name: "Filter accounts" })).toHaveValue("florist");
  await expect(page.getByRole("status").filter({ hasText: "1 account matches" })).toBeVisible();
});

test("no tree stands before the console where nobody is signed in, nor beside what is printed", async ({ page }) => {
  const account = /accounts\/([0-9a-f]{32})/.exec(page.url())?.[1];
  const release = await holdConsole(page);
  const answered = page.waitForResponse("**/console/tree/window");
  await page.goto(`${office.url}/print/directory/${account}`);
  await answered;
  await expect(page.getByRole("tree")).toHaveCount(0);
  release();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.context().clearCookies();
  await page.goto(office.url);
  await expect(page.getByLabel("User name")).toBeVisible();
  await expect(page.getByRole("tree")).toHaveCount(0);
});

test("shortcuts pressed before the console is there are done then, with what was typed after them", async ({ page }) => {
  const release = await holdConsole(page);
  // However long the console takes here: what was pressed is as if it had been just now.
  await page.clock.setFixedTime(new Date());
  await page.goto(office.url);
  const tree = page.getByRole("tree");
  await tree.focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("bakery");
  await expect(page.getByRole("searchbox")).toHaveValue("");
  release();
  await expect(palette(page)).toHaveValue("bakery");
  await page.keyboard.type("!");
  await expect(palette(page)).toHaveValue("bakery!");
});

test("a shortcut of the page that is read last is done, too, and what belongs to its dialog is typed there", async ({ page }) => {
  const release = await holdConsole(page);
  await page.clock.setFixedTime(new Date());
  await page.goto(office.url);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.keyboard.press("Alt+p");
  await page.keyboard.type("Rosa");
  release();
  await expect(page.getByRole("dialog", { name: /New person/ }).getByLabel("First name")).toHaveValue("Rosa");
});

test("a shortcut pressed long before the console is there does nothing any more", async ({ page }) => {
  const release = await holdConsole(page);
  await page.clock.setFixedTime(new Date());
  await page.goto(office.url);
  await page.getByRole("tree").focus();
  await page.keyboard.press("?");
  await page.clock.setFixedTime(new Date(Date.now() + 60_000));
  release();
  await expect(page.getByRole("button", { name: "New account" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
});
