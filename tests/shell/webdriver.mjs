// A small W3C WebDriver client: just what driving the console's window needs, over Node's own fetch.
// It knows the protocol only, nothing of Cordboard.

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** The keys that the tests press, by their WebDriver code points. */
export const KEY = { enter: "\uE007", escape: "\uE00C", tab: "\uE004", down: "\uE015", up: "\uE013" };

/** An answer of the driver that is an error, with the protocol's own error code. */
export class WebDriverError extends Error {
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

async function call(method, url, body, timeoutMs) {
  const response = await fetch(url, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { value } = await response.json();
  if (!response.ok) throw new WebDriverError(value?.error ?? String(response.status), value?.message ?? "");
  return value;
}

/** One window under control. */
export class Session {
  static async open(driverUrl, capabilities, timeoutMs = 60_000) {
    const value = await call(
      "POST",
      `${driverUrl}/session`,
      { capabilities: { alwaysMatch: capabilities } },
      timeoutMs,
    );
    return new Session(`${driverUrl}/session/${value.sessionId}`);
  }

  constructor(url) {
    this.url = url;
  }

  call(method, path, body, timeoutMs = 30_000) {
    return call(method, `${this.url}${path}`, body, timeoutMs);
  }

  /** Runs a function in the page and returns what it returns. It sees nothing of this file. */
  run(pageFunction, ...args) {
    return this.call("POST", "/execute/sync", { script: `return (${pageFunction}).apply(null, arguments)`, args });
  }

  /** As `run`, for a function that returns a promise. */
  async runAsync(pageFunction, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${pageFunction}).apply(null, Array.prototype.slice.call(arguments, 0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = await this.call("POST", "/execute/async", { script, args });
    if (answer?.error !== undefined) throw new Error(answer.error);
    return answer?.value;
  }

  /** The element that a function in the page returns, or null. */
  async find(pageFunction, ...args) {
    const found = await this.run(pageFunction, ...args);
    return found?.[ELEMENT] ? new Element(this, found[ELEMENT], found) : null;
  }

  /** Presses keys in whatever has the focus; `held` is a modifier's code point. */
  async press(keys, held) {
    const strokes = [...keys].flatMap((key) => [
      { type: "keyDown", value: key },
      { type: "keyUp", value: key },
    ]);
    const actions = held
      ? [{ type: "keyDown", value: held }, ...strokes, { type: "keyUp", value: held }]
      : strokes;
    await this.call("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** The window's picture as PNG bytes. */
  async screenshot() {
    return Buffer.from(await this.call("GET", "/screenshot"), "base64");
  }
}

/** One element of the page. */
export class Element {
  constructor(session, id, reference) {
    this.session = session;
    this.path = `/element/${id}`;
    this.reference = reference;
  }

  click() {
    return this.session.call("POST", `${this.path}/click`, {});
  }

  /** Types at the end of what the field holds. */
  type(text) {
    return this.session.call("POST", `${this.path}/value`, { text });
  }

  clear() {
    return this.session.call("POST", `${this.path}/clear`, {});
  }
}

/**
 * Asks until the answer is truthy, and returns it. Between two questions the window's own work goes on; errors of a
 * page that is being redrawn count as "not yet". Fails after the deadline, saying what was waited for.
 */
export async function until(what, question, deadlineMs = 15_000) {
  const end = Date.now() + deadlineMs;
  let last;
  for (;;) {
    try {
      const answer = await question();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: still not after ${deadlineMs} ms (last: ${last})`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
