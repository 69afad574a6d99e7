import { expect, test, type Page } from "../support/test";
import { seriousProblems } from "../support/axe";
import { structureProblems } from "../support/structure";
import { call, useOffice } from "../support/office";
import { enrol, makeReception, PIN, ring, type Reception } from "../support/reception";

const office = useOffice({ phones: true });
let reception: Reception;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  reception = await makeReception(browser, office);
  page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
});

test.afterAll(async () => {
  await page.context().close();
  await reception.admin.context().close();
});

const search = () => page.getByRole("combobox", { name: "Find a colleague" });
const list = (name: string) => page.getByRole("list", { name, exact: true }).getByRole("listitem");
const tile = (name: string) => page.getByRole("option", { name: new RegExp(name) });
const said = () => page.locator("p[role=status]");

/** A call that the desk talks on. */
async function talking(number: string, name: string) {
  await ring(page, number, name);
  await expect(list("Incoming")).toHaveCount(1);
  await page.keyboard.press("F2");
  await expect(list("At the desk").filter({ hasText: name })).toContainText("On the line");
}

test("a code from the admin's screen enrols the device", async () => {
  await page.goto(`${office.url}/kiosk`);
  await page.getByLabel("Code").fill("WRNG-CODE");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This code is unknown, too old, or was used already.")).toBeVisible();
  await enrol(page, office, reception.code);
  await expect(tile("Anna Grün")).toContainText("Available");
  await expect(tile("Anna Grün")).toContainText("Free");
});

test("the ten main actions are done by the keyboard alone", async () => {
  // 1 answer, 2 hold and take up
  await ring(page, "+4930111", "Mill");
  await expect(list("Incoming")).toContainText("Mill");
  await page.keyboard.press("Enter");
  await expect(list("At the desk")).toContainText("On the line");
  await expect(search()).toBeFocused();
  await page.keyboard.press("F7");
  await expect(list("At the desk")).toContainText("On hold");
  await page.keyboard.press("F7");
  await expect(list("At the desk")).toContainText("On the line");
  // 3 ask first, cancelled with the original caller kept, and connected
  await page.keyboard.type("an");
  await page.keyboard.press("F5");
  await expect(list("At the desk")).toContainText("Anna Grün is rung");
  await expect(tile("Anna Grün")).toContainText("Rings");
  await page.keyboard.press("F8");
  await expect(list("At the desk")).toContainText("On the line");
  await expect(list("At the desk")).toContainText("Mill");
  await page.keyboard.type("be");
  await page.keyboard.press("F5");
  await expect(list("At the desk")).toContainText("Bert Okafor has answered");
  await expect(page.getByText("Enter Connect them")).toBeVisible();
  await page.keyboard.press("F5");
  await expect(list("At the desk")).toHaveCount(0);
  await expect(tile("Bert Okafor")).toContainText("On a call");
  // 4 hand on blindly
  await talking("+4930112", "Vogel");
  await page.keyboard.type("ch");
  await page.keyboard.press("F4");
  await expect(said()).toContainText("Vogel was handed on to Chen Li");
  await expect(tile("Chen Li")).toContainText("Rings");
  // 5 hand on safely: it comes back, and says why
  await talking("+4930113", "Baker");
  await page.keyboard.type("no");
  await page.keyboard.press("F6");
  await expect(list("At the desk")).toContainText("Handed on");
  await expect(list("Incoming")).toContainText("Came back: Nora Nobody did not answer", { timeout: 30_000 });
  await expect(list("Incoming")).toContainText("Baker");
  await page.keyboard.press("Enter");
  await expect(list("At the desk")).toContainText("On the line");
  // 6 park and retrieve, 7 by way of the waiting calls
  await page.keyboard.press("F10");
  await expect(list("Parked")).toContainText("Parked in 701");
  await page.keyboard.press("F9");
  await page.keyboard.press("Enter");
  await expect(list("At the desk")).toContainText("On the line");
  // 8 drop on voicemail
  await page.keyboard.type("101");
  await page.keyboard.press("F12");
  await expect(said()).toContainText("Baker speaks to the mailbox of Anna Grün");
  await expect(list("At the desk")).toHaveCount(0);
  // 9 call, 10 hang up
  await page.keyboard.type("anna");
  await page.keyboard.press("F3");
  await expect(list("At the desk")).toContainText("Is being called");
  await expect(list("At the desk")).toContainText("On the line");
  await page.keyboard.press("F8");
  await expect(list("At the desk")).toHaveCount(0);
  await expect(search()).toBeFocused();
});

test("presence, a note, a visitor, a room and night mode are done by the keyboard, too", async () => {
  await page.keyboard.type("anna");
  await page.keyboard.press("Alt+P");
  await page.keyboard.press("3");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Back at two");
  await page.keyboard.press("Enter");
  await expect(tile("Anna Grün")).toContainText("Back at two");
  await expect(tile("Anna Grün")).toContainText("To voicemail");
  await expect(search()).toBeFocused();
  // Break through: her own phone rings although calls go to voicemail.
  await talking("+4930114", "Urgent");
  await page.keyboard.type("anna");
  await page.keyboard.press("Alt+B");
  await page.keyboard.press("F4");
  await expect(tile("Anna Grün")).toContainText("Rings");
  await page.keyboard.type("anna");
  await page.keyboard.press("Alt+N");
  await page.keyboard.type("Please call the mill");
  await page.keyboard.press("Enter");
  await expect(said()).toContainText("Anna Grün has the note among the messages");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+V");
  await page.keyboard.type("Vera Visitor");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("bert");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /Vera Visitor/ })).toContainText("Bert Okafor");
  await page.keyboard.press("Escape");
  await expect(search()).toBeFocused();
  await page.keyboard.press("Alt+O");
  await page.keyboard.press("3");
  await expect(page.getByText("Night mode", { exact: true })).toBeVisible();
  await page.keyboard.press("Alt+O");
  await page.keyboard.press("1");
  await expect(page.getByText("Night mode", { exact: true })).toBeHidden();
  await call(reception.admin, "POST", `/console/accounts/${reception.account}/meetings`, { fields: { subject: "Standup", mode: "audio", timezone: "Europe/Berlin" } });
  await page.keyboard.press("Alt+M");
  const room = page.getByRole("region", { name: "Standup" });
  await expect(room).toContainText("Closed");
  await room.getByRole("button", { name: "Open the room" }).press("Enter");
  await room.getByLabel("Ring somebody").fill("chen");
  await page.keyboard.press("Enter");
  await expect(room).toContainText("Chen Li");
  await page.keyboard.press("Escape");
});

test("once a caller on hold was asked for and connected, nothing says that anybody is on hold", async () => {
  await talking("+4930117", "Keeper");
  await page.keyboard.press("F7");
  await expect(list("At the desk")).toContainText("On hold");
  await page.keyboard.type("be");
  await page.keyboard.press("F5");
  await expect(list("At the desk")).toContainText("Bert Okafor has answered");
  await page.keyboard.press("F5");
  await expect(said()).toContainText("Keeper");
  for (const name of ["Incoming", "At the desk", "Parked"]) await expect(list(name)).toHaveCount(0);
  await expect(tile("Bert Okafor")).toContainText("On a call");
  await expect(tile("Rita Desk")).toContainText("Free");
  await expect(page.getByText("On hold", { exact: true })).toHaveCount(0);
  // Nor after the picture was asked for anew.
  await page.reload();
  await expect(search()).toBeFocused();
  await expect(list("At the desk")).toHaveCount(0);
  await expect(tile("Rita Desk")).toContainText("Free");
});

test("keys can be put elsewhere, and large text is kept", async () => {
  await page.keyboard.press("?");
  await page.getByRole("button", { name: /^Hold: F7/ }).press("Enter");
  await page.keyboard.press("Alt+H");
  await expect(page.getByRole("button", { name: /^Hold: Alt\+H/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+G");
  await page.reload();
  await expect(search()).toBeFocused();
  await expect(page.locator("html")).toHaveAttribute("data-large", "yes");
  await talking("+4930115", "Keys");
  await page.keyboard.press("Alt+H");
  await expect(list("At the desk")).toContainText("On hold");
  await page.keyboard.press("F8");
  await page.keyboard.press("Alt+G");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious on the reception's screen and its panels, ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme });
    await ring(page, "+4930120", "Caller");
    await expect(list("Incoming")).toHaveCount(1);
    const problems: string[] = [...(await seriousProblems(page)), ...(await structureProblems(page))];
    await page.keyboard.type("an");
    for (const key of ["?", "Alt+P", "Alt+N", "Alt+V", "Alt+M", "Alt+O", "Alt+L"]) {
      await page.keyboard.press(key);
      await expect(page.getByRole("dialog")).toBeVisible();
      problems.push(...[...(await seriousProblems(page)), ...(await structureProblems(page))].map((problem) => `${key}: ${problem}`));
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }
    expect(problems).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("F8");
    await expect(list("Incoming")).toHaveCount(0);
    await page.emulateMedia({ colorScheme: null });
  });
}

test("how Enter hands a call on is chosen, and kept", async () => {
  await page.keyboard.press("?");
  const choice = page.getByRole("combobox", { name: "Enter hands a call on by" });
  await choice.focus();
  await page.keyboard.type("Hand on, blind");
  await expect(choice).toHaveValue("blind");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(search()).toBeFocused();
  await talking("+4930116", "Chooser");
  await page.keyboard.type("ch");
  await page.keyboard.press("Enter");
  await expect(said()).toContainText("Chooser was handed on to Chen Li");
  await page.evaluate(() => window.localStorage.removeItem("cordboard.kiosk.handOn"));
  await page.reload();
  await expect(search()).toBeFocused();
});

test("where there are more calls than fit, the one that the keys are for is in sight", async () => {
  const count = 12;
  for (let number = 1; number <= count; number += 1) await ring(page, `+4930${200 + number}`, `Caller ${number}`);
  await expect(list("Incoming")).toHaveCount(count);
  for (let number = 1; number <= count; number += 1) {
    await page.keyboard.press("F9");
    await expect(list("Incoming").nth(number - 1)).toHaveAttribute("data-picked");
    await expect(list("Incoming").nth(number - 1)).toBeInViewport({ ratio: 1 });
  }
  await page.keyboard.press("F2");
  await expect(list("At the desk")).toContainText("On the line");
  await expect(list("At the desk")).toBeInViewport({ ratio: 1 });
  for (let left = count; left > 0; left -= 1) {
    await page.keyboard.press("F8");
    await expect(page.locator("[data-stage]")).toHaveCount(left - 1);
  }
});

test("no key, link, drag, menu or way back leaves the reception", async () => {
  const keys = ["F5", "F11", "F12", "F6", "Control+r", "Control+Shift+I", "Control+Shift+J", "Control+u", "Control+p", "Control+s", "Control+o", "Control+l", "Control+t", "Control+n", "Control+w", "Control+h", "Control+j", "Control+d", "Control+f", "Alt+ArrowLeft", "Alt+ArrowRight", "Alt+Home", "Alt+F4", "Alt+d", "Meta+l"];
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { notKept: seen });
    window.addEventListener("keydown", (event) => void (event.defaultPrevented || ["Control", "Shift", "Alt", "Meta"].includes(event.key) || seen.push(event.key)));
    for (const name of ["contextmenu", "dragstart", "drop", "dragover", "auxclick"]) window.addEventListener(name, (event) => void (event.defaultPrevented || seen.push(name)));
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.keyboard.press("Escape");
  }
  await page.evaluate(() => {
    const target = document.querySelector("[role=option]") ?? document.body;
    const data = new DataTransfer();
    data.setData("text/uri-list", "https://example.org/");
    for (const name of ["dragstart", "dragover", "drop"]) target.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }));
    target.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
    target.dispatchEvent(new MouseEvent("auxclick", { bubbles: true, cancelable: true, button: 1 }));
    const link = document.createElement("a");
    link.href = "https://example.org/";
    document.body.append(link);
    link.click();
    link.remove();
    history.back();
  });
  await expect.poll(() => page.evaluate(() => (window as unknown as { notKept: string[] }).notKept.filter((key) => key !== "Escape"))).toEqual([]);
  expect(page.url()).toBe(`${office.url}/kiosk`);
  expect(await page.evaluate(() => window.open("https://example.org/"))).toBeNull();
  expect(page.context().pages()).toHaveLength(1);
  expect(await page.locator("a[href]").count()).toBe(0);
  await page.reload();
  await expect(search()).toBeFocused();
  // The token of a kiosk reaches the reception and nothing else.
  expect((await page.request.get(`${office.url}/console/session`)).status()).toBe(401);
  expect((await page.request.get(`${office.url}/console/kiosk`)).status()).toBe(200);
});

test("while the engine is away the last picture stays, and it goes on by itself", async () => {
  await page.route("**/console/kiosk/**", (route) => route.abort());
  await expect(page.getByRole("alert")).toContainText("The engine does not answer", { timeout: 15_000 });
  await expect(tile("Bert Okafor")).toBeVisible();
  await page.unroute("**/console/kiosk/**");
  await expect(page.getByRole("alert")).toHaveCount(0, { timeout: 15_000 });
  await expect(search()).toBeFocused();
});

test("only the PIN leaves", async () => {
  await page.keyboard.press("Alt+L");
  await page.keyboard.type("0000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This is not the PIN.")).toBeVisible();
  expect(page.url()).toBe(`${office.url}/kiosk`);
  await page.keyboard.type(PIN);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("the admin sees the kiosk, and revoking it ends its screen at once", async () => {
  await page.goto(`${office.url}/kiosk`);
  await expect(search()).toBeFocused();
  const { admin } = reception;
  await admin.goto(`${office.url}/accounts/${reception.account}/overview`);
  await admin.getByRole("button", { name: "Revoke: Front desk" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByLabel("Code")).toBeVisible();
  // A new one is prepared on the screen.
  await admin.getByRole("button", { name: "New kiosk" }).click();
  await admin.getByLabel("Name", { exact: true }).last().fill("Side door");
  await admin.getByLabel("PIN to leave the screen").fill("1234");
  await admin.getByRole("button", { name: "Get a code" }).click();
  const code = await admin.getByRole("dialog", { name: "Code for Side door" }).locator("code").innerText();
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await expect(search()).toBeFocused();
  await expect(page.getByText("This kiosk has no line with an extension").first()).toBeVisible();
});
