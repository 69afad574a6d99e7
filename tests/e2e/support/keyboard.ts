/** The keyboard alone: going to a control with Tab, as somebody without a mouse does. */
import type { Locator, Page } from "@playwright/test";

const PRESSES = 120;

/** Presses Tab until the control, or something in it, has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < PRESSES; presses += 1) {
    const isThere = (await control.count()) > 0 && (await control.first().evaluate((element) => element.contains(document.activeElement)));
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${control} is not reached with Tab`);
}
