// The console's page as a person meets it: by role and name. It knows how to find and use things, not which there are.

import { KEY, until } from "./webdriver.mjs";

/** Runs in the page. Finds the last shown element of a role whose name fits; dialogs come last and so win. */
function locate(role, name, exact, within) {
  const SELECTORS = {
    button: "button, [role=button], summary",
    link: "a[href], [role=link]",
    textbox: "input:not([type=checkbox]):not([type=radio]):not([type=hidden]), textarea, [role=textbox]",
    heading: "h1, h2, h3, h4, [role=heading]",
    row: "tr, [role=row], [role=treeitem]",
    radio: "input[type=radio], [role=radio]",
    checkbox: "input[type=checkbox], [role=checkbox]",
    dialog: "dialog, [role=dialog], [role=alertdialog]",
    group: "fieldset, [role=group], [role=radiogroup], tr, [role=row]",
    any: "*",
  };
  const text = (node) => (node.textContent ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (node) => {
    const ids = node.getAttribute("aria-labelledby");
    if (ids) {
      const parts = ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
      if (parts.length) return parts.map((part) => part.getAttribute("aria-label") ?? text(part)).join(" ");
    }
    if (node.getAttribute("aria-label")) return node.getAttribute("aria-label");
    if (node.labels?.length) return [...node.labels].map(text).join(" ");
    if (node.tagName === "FIELDSET") return text(node.querySelector("legend") ?? node);
    return text(node) || node.getAttribute("placeholder") || node.getAttribute("title") || "";
  };
  const shown = (node) => {
    const box = node.getBoundingClientRect();
    // A radio or checkbox that is drawn by its label is itself invisible, and so is its box.
    const drawn = box.width > 0 && box.height > 0 ? node : node.closest("label");
    if (!drawn) return false;
    const area = drawn.getBoundingClientRect();
    return area.width > 0 && area.height > 0 && getComputedStyle(drawn).visibility !== "hidden";
  };
  const fits = (found) => {
    const [have, want] = [found.toLowerCase(), name.toLowerCase()];
    return exact ? have === want : have.includes(want);
  };
  const root = within ?? document;
  const candidates = [...root.querySelectorAll(SELECTORS[role] ?? `[role=${role}]`)].filter(shown);
  const found = candidates.filter((node) => fits(nameOf(node)));
  // Of elements that hold each other, the innermost is meant.
  const innermost = found.filter((node) => !found.some((other) => other !== node && node.contains(other)));
  const last = innermost.at(-1) ?? null;
  return last && (role === "radio" || role === "checkbox") ? (last.closest("label") ?? last) : last;
}

export class Page {
  constructor(session) {
    this.session = session;
  }

  /** The element, or null when it is not shown now. */
  now(role, name, { exact = false, within } = {}) {
    return this.session.find(locate, role, name, exact, within?.reference ?? null);
  }

  /** The element, as soon as it is shown. */
  async the(role, name, options) {
    try {
      return await until(`${role} "${name}" is shown`, () => this.now(role, name, options));
    } catch (error) {
      throw new Error(`${error.message}\nThe page says:\n${await this.text()}`);
    }
  }

  /** Clicks it, again while it is still moving or covered. */
  click(role, name, options) {
    return until(`${role} "${name}" takes a click`, async () => {
      await (await this.the(role, name, options)).click();
      return true;
    });
  }

  /** Makes a text field hold this text. */
  async fill(label, text, options) {
    const field = await this.the("textbox", label, options);
    await field.clear();
    await field.type(text);
  }

  /** Chooses an option in a list that opens from a button. */
  async choose(label, option, options) {
    await this.click("button", label, options);
    await this.click("option", option, { exact: true });
    await this.gone("listbox", "");
  }

  /** The name under which an element is known to screen readers, where it says one itself; else its text. */
  nameOf(element) {
    return this.session.run((node) => node.getAttribute("aria-label") ?? node.textContent, element.reference);
  }

  gone(role, name, options) {
    return until(`${role} "${name}" is gone`, async () => !(await this.now(role, name, options)));
  }

  /** What the page says, as text. */
  text() {
    return this.session.run(() => document.body.innerText);
  }

  /** Waits until the page says this somewhere. */
  async says(words, deadlineMs) {
    const said = async () => (await this.text()).toLowerCase().includes(words.toLowerCase());
    try {
      await until(`the page says "${words}"`, said, deadlineMs);
    } catch (error) {
      throw new Error(`${error.message}\nThe page says:\n${await this.text()}`);
    }
  }

  press(...keys) {
    return this.session.press(keys.map((key) => KEY[key] ?? key));
  }

  /** Asks the engine through the shell's own command, as the console does. Returns `{status, body}`. */
  async api(method, path, body) {
    return this.session.runAsync(
      async (method_, path_, json) => {
        const head = new TextEncoder().encode(
          JSON.stringify({ method: method_, path: path_, headers: [["content-type", "application/json"]] }),
        );
        const content = new TextEncoder().encode(json ?? "");
        const bytes = new Uint8Array(4 + head.length + content.length);
        new DataView(bytes.buffer).setUint32(0, head.length, true);
        bytes.set(head, 4);
        bytes.set(content, 4 + head.length);
        const answer = new Uint8Array(await window.__TAURI_INTERNALS__.invoke("http_request", bytes));
        const length = new DataView(answer.buffer).getUint32(0, true);
        const text = (from, to) => new TextDecoder().decode(answer.subarray(from, to));
        const rest = text(4 + length);
        return { status: JSON.parse(text(4, 4 + length)).status, body: rest ? JSON.parse(rest) : null };
      },
      method,
      path,
      body === undefined ? null : JSON.stringify(body),
    );
  }
}
