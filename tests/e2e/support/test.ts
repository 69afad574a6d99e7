/** The tests' own `test`: a key is pressed on a control only once it can take it. */
import { expect, test as base, type Locator } from "@playwright/test";

export { expect } from "@playwright/test";
export type { Page } from "@playwright/test";

/** A click waits until its control is enabled; a key does not, and goes nowhere where a button still waits for its answer. */
export const test = base.extend<{ patientKeys: void }>({
  patientKeys: [
    async ({ page }, use) => {
      const locators = Object.getPrototypeOf(page.locator("body")) as { press: Locator["press"]; patient?: true };
      if (!locators.patient) {
        const press = locators.press;
        locators.patient = true;
        locators.press = async function (this: Locator, ...given) {
          await expect(this).toBeEnabled();
          await press.apply(this, given);
        };
      }
      await use();
    },
    { auto: true },
  ],
});
