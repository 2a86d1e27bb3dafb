import { setTimeout as wait } from "node:timers/promises";
import { error, type WebDriver, type WebElement } from "selenium-webdriver";

import { PATIENCE_MS } from "../../../testkit/browser.ts";

/** What a person looks for, as the engine itself tells its name to a screen reader. */
export type Role = keyof typeof CANDIDATES;
export type Name = string | RegExp;

const CANDIDATES = {
  button: "button, summary",
  link: "a[href]",
  heading: "h1, h2, h3",
  field: "input, textarea",
  group: "fieldset",
  dialog: "dialog",
  image: "[role=img]",
} as const;

/** A page of a browser, for what people do: look, press, type. Everything is waited for. */
export interface EnginePage {
  readonly driver: WebDriver;
  readonly open: (url: string) => Promise<void>;
  /** Reloads as a person does: geckodriver's own way passes the service worker by. */
  readonly reload: () => Promise<void>;
  /** Goes on in another tab; answers what goes back to the first one. */
  readonly openTab: () => Promise<() => Promise<void>>;
  /** Waits until the page reads so; what is hidden is not read. */
  readonly see: (text: Name) => Promise<void>;
  readonly reads: (text: Name) => Promise<boolean>;
  readonly find: (role: Role, name: Name, within?: WebElement) => Promise<WebElement>;
  readonly press: (role: Role, name: Name, within?: WebElement) => Promise<void>;
  /** Presses the words beside a box or a choice. */
  readonly choose: (text: string, within?: WebElement) => Promise<void>;
  readonly fill: (name: Name, value: string, within?: WebElement) => Promise<void>;
  readonly gone: (role: Role, name: Name) => Promise<void>;
  /** Draws in a box as with a finger. */
  readonly draw: (box: WebElement) => Promise<void>;
  /** Waits until what a script answers is true. */
  readonly until: (script: string) => Promise<void>;
}

/** Gives a browser hands and eyes. */
export function pageOf(driver: WebDriver): EnginePage {
  const body = (): Promise<string> =>
    driver.executeScript<string | null>("return document.body?.innerText").then((text) => text ?? "");
  const reads = async (text: Name): Promise<boolean> => matches(await body(), text);
  const found = async (role: Role, name: Name, within?: WebElement): Promise<WebElement | undefined> => {
    // Firefox's driver answers null where the page has just gone.
    const candidates = await driver.executeScript<WebElement[] | null>(VISIBLE, CANDIDATES[role], within ?? null);
    for (const candidate of candidates ?? []) if (isNamed(await candidate.getAccessibleName(), name)) return candidate;
    return undefined;
  };
  const find = (role: Role, name: Name, within?: WebElement): Promise<WebElement> =>
    patiently(`no ${role} ${String(name)}`, () => found(role, name, within), body);
  /** Finds it anew at each try: a rendering in between may have put another in its place. */
  const act = (what: string, look: () => Promise<WebElement | undefined>, deed: (on: WebElement) => Promise<void>) =>
    patiently(
      what,
      async () => {
        const target = await look();
        if (target === undefined) return undefined;
        // As a person does. WebKit's driver is not sure to, and presses nothing that is not in the window.
        await driver.executeScript(SCROLL, target);
        await deed(target);
        return true;
      },
      body,
    );
  const until = async (script: string): Promise<void> => {
    await patiently(
      `never true: ${script}`,
      async () => (await driver.executeScript(script)) === true || undefined,
      body,
    );
  };
  return {
    driver,
    reads,
    find,
    until,
    reload: async () => {
      await driver.executeScript("globalThis.isBeforeReload = true; setTimeout(() => location.reload())");
      await until("return globalThis.isBeforeReload === undefined && document.readyState === 'complete'");
    },
    open: async (url) => {
      await patiently(`${url} does not open`, () => driver.get(url).then(() => true), body);
    },
    openTab: async () => {
      const first = await driver.getWindowHandle();
      await patiently(
        "no other tab",
        () =>
          driver
            .switchTo()
            .newWindow("tab")
            .then(() => true),
        body,
      );
      return () => driver.switchTo().window(first);
    },
    see: async (text) => {
      await patiently(`the page does not read ${String(text)}`, async () => (await reads(text)) || undefined, body);
    },
    press: async (role, name, within) => {
      await act(
        `no ${role} ${String(name)} that can be pressed`,
        () => found(role, name, within),
        (on) => press(driver, on),
      );
    },
    choose: async (text, within) => {
      const look = async () => (await driver.executeScript<WebElement[] | null>(LABELLED, text, within ?? null))?.[0];
      await act(`nothing to choose is called ${text}`, look, (on) => press(driver, on));
    },
    fill: async (name, value, within) => {
      await act(
        `no field ${String(name)} that can be filled`,
        () => found("field", name, within),
        async (on) => {
          await on.clear();
          await on.sendKeys(value);
        },
      );
    },
    gone: async (role, name) => {
      await patiently(
        `${role} ${String(name)} is still there`,
        async () => !(await found(role, name)) || undefined,
        body,
      );
    },
    draw: async (box) => {
      await driver.executeScript(SCROLL, box);
      const pen = driver.actions({ async: true }).move({ origin: box, x: -80, y: -20 }).press();
      for (let step = 1; step <= 8; step += 1) pen.move({ origin: box, x: -80 + step * 20, y: -20 + (step % 2) * 25 });
      await pen.release().perform();
    },
  };
}

/**
 * Presses as a finger does, on the place where it is: where a word from elsewhere moves the page in that moment, the
 * press lands beside it, and is to be tried again.
 */
async function press(driver: WebDriver, target: WebElement): Promise<void> {
  await driver.executeScript(WATCH, target);
  await target.click();
  // A page that the press has led away from knows nothing of it.
  if ((await driver.executeScript("return globalThis.isHit")) === false)
    throw new error.ElementClickInterceptedError("The page moved, and the press landed beside it.");
}

const WATCH = `
  const [target] = arguments;
  globalThis.isHit = false;
  addEventListener("click", ({ target: hit }) => { globalThis.isHit = target.contains(hit); }, { capture: true, once: true });
`;
const VISIBLE =
  "return [...(arguments[1] ?? document).querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())";
const SCROLL = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
const LABELLED =
  "return [...(arguments[1] ?? document).querySelectorAll('label')].filter((one) => one.checkVisibility() && one.innerText.trim() === arguments[0])";

function matches(text: string | null, wanted: Name): boolean {
  return typeof wanted === "string" ? flat(text).includes(wanted) : wanted.test(flat(text));
}

function isNamed(name: string | null, wanted: Name): boolean {
  return typeof wanted === "string" ? flat(name) === wanted : wanted.test(flat(name));
}

/** What goes away while it is asked for has no name: Firefox's driver says null then. */
function flat(text: string | null): string {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

/** Tries until there is something, for as long as somebody waits; then says what was missing and what the page read. */
async function patiently<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  body: () => Promise<string>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  let fault: unknown;
  while (Date.now() < end) {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (failed) {
      // Between two renderings, and on its way from one page to the next, a page has nothing that could be touched.
      if (!(failed instanceof error.WebDriverError)) throw failed;
      fault = failed;
    }
    await wait(50);
  }
  const read = await body().catch(() => "nothing");
  throw new Error(`${what}. The page reads:\n${read}`, { cause: fault });
}
