import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Builder, Capabilities, error, type WebDriver } from "selenium-webdriver";
import type { Command } from "selenium-webdriver/lib/command.js";

import { findProgram, freePort, start, type Running } from "./processes.ts";

/** The engines beside Chromium's that people have, as Debian brings them. */

/** A browser of somebody who was never there before, and the programs that it runs on. */
export interface Browser {
  readonly driver: WebDriver;
  readonly close: () => Promise<void>;
}

/** What somebody has set in their browser; Firefox alone can be told so by its driver. */
export type Settings = Readonly<Record<string, boolean | number | string>>;

export interface Engine {
  readonly name: "WebKit" | "Firefox";
  /** Says what is missing on this machine and how to get it; undefined where all is there. */
  readonly missing: () => string | undefined;
  /** Starts a browser; `settings` are the engine's own. */
  readonly start: (settings?: Settings) => Promise<Browser>;
}

// The dock's clock, and a language to begin with.
const ENVIRONMENT = { ...process.env, TZ: "America/New_York", LANG: "C.UTF-8" };
const HOW =
  "Bring it by `bash .ci/engines --install` (as root, on Debian), or see docs/decisions/0033-every-engine.md.";
const PORT_LINE = /Listening on/;

/** WebKitGTK's MiniBrowser, by WebKitWebDriver, on a display of its own that nobody sees. */
const WEBKIT: Engine = {
  name: "WebKit",
  missing: () =>
    lacks({
      WebKitWebDriver: findProgram("WebKitWebDriver"),
      MiniBrowser: findMiniBrowser(),
      Xvfb: findProgram("Xvfb"),
    }),
  start: async () => {
    const display = start(
      need("Xvfb"),
      ["-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"],
      ENVIRONMENT,
    );
    const number = await display.line(/^\d+$/);
    const port = await freePort();
    const env = { ...ENVIRONMENT, DISPLAY: `:${number}`, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1" };
    const driver = start(need("WebKitWebDriver"), [`--port=${port}`, "--host=127.0.0.1"], env);
    return browserOn([driver, display], () =>
      openSession(port, {
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: findMiniBrowser(), args: ["--automation"] },
      }),
    );
  },
};

/** Firefox without a window, by Mozilla's geckodriver. */
const FIREFOX: Engine = {
  name: "Firefox",
  missing: () => lacks({ "firefox-esr": findFirefox(), geckodriver: findGeckodriver() }),
  start: async (settings = {}) => {
    const port = await freePort();
    const driver = start(findGeckodriver() ?? "geckodriver", [`--port=${port}`, "--host=127.0.0.1"], ENVIRONMENT);
    await driver.line(PORT_LINE);
    return browserOn([driver], () =>
      openSession(port, {
        browserName: "firefox",
        "moz:firefoxOptions": { binary: findFirefox(), args: ["-headless"], prefs: { ...QUIET, ...settings } },
      }),
    );
  },
};

export const ENGINES: readonly Engine[] = [WEBKIT, FIREFOX];

/** Firefox asks for news of its own at each start: all that is not this machine goes to where nobody listens. */
const QUIET: Settings = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "ui.prefersReducedMotion": 1,
};

async function openSession(port: number, capabilities: object): Promise<WebDriver> {
  const address = `http://127.0.0.1:${port}`;
  await untilReady(address);
  const opening = new Builder()
    .disableEnvironmentOverrides()
    .usingServer(address)
    .withCapabilities(new Capabilities(capabilities))
    .build();
  const driver = await answered(Promise.resolve(opening), SESSION_MS);
  const execute = driver.execute.bind(driver);
  driver.execute = (command: Command) => answered(execute(command), COMMAND_MS);
  return driver;
}

/** How long a browser may take to be there, and a driver to answer a command, in ms: deadlines for a busy machine. */
const SESSION_MS = 60_000;
const COMMAND_MS = 10_000;

/** Asked while one page goes and the next one comes, WebKit's driver may never answer: whoever waits is told, and asks again. */
async function answered<T>(asked: Promise<T>, withinMs: number): Promise<T> {
  const stop = new AbortController();
  const late = wait(withinMs, undefined, { signal: stop.signal }).then(() => {
    throw new error.TimeoutError(`The driver has not answered for ${withinMs} ms.`);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    late.catch(() => undefined);
    stop.abort();
  }
}

/** WebKit's driver says nothing when it is ready; both answer for their state. */
async function untilReady(address: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${address}/status`).catch((fault: unknown) => fault);
    if (answer instanceof Response && answer.ok) return;
    if (tries > 300) throw new Error(`The driver at ${address} does not answer.`, { cause: answer });
    await wait(100);
  }
}

/** Whatever becomes of the browser, the programs end. */
async function browserOn(programs: readonly Running[], open: () => Promise<WebDriver>): Promise<Browser> {
  const stop = async (): Promise<void> => {
    for (const program of programs) await program.stop();
  };
  try {
    const driver = await open();
    // One that does not quit is ended with its driver.
    const close = () =>
      driver
        .quit()
        .catch(() => undefined)
        .then(stop);
    return { driver, close };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

function lacks(programs: Readonly<Record<string, string | undefined>>): string | undefined {
  const names = Object.keys(programs).filter((name) => programs[name] === undefined);
  return names.length === 0 ? undefined : `${names.join(" and ")} not found on this machine. ${HOW}`;
}

function need(name: string): string {
  return findProgram(name) ?? name;
}

function findGeckodriver(): string | undefined {
  return findProgram("geckodriver", [join(homedir(), ".cargo", "bin")]);
}

function findFirefox(): string | undefined {
  return findProgram("firefox-esr") ?? findProgram("firefox");
}

/** It is no command: it lies beside the library, in the directory of the machine's architecture. */
function findMiniBrowser(): string | undefined {
  const libraries = existsSync("/usr/lib") ? readdirSync("/usr/lib").map((name) => join("/usr/lib", name)) : [];
  return [...libraries, "/usr/libexec"]
    .flatMap((directory) =>
      ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map((api) => join(directory, api, "MiniBrowser")),
    )
    .find((path) => existsSync(path));
}
