import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";
import * as v from "valibot";

/** Flags Chromium needs as root in a container; none of them loosens what a page may do. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SYSTEM_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** How long a page may keep somebody waiting, in ms: a deadline for a busy machine, no measurement. */
export const PATIENCE_MS = 30_000;

/** A phone at the dock. It does not bypass the policy of pages, which must need no letting past, not even for a test. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  reducedMotion: "reduce",
  locale: "en-US",
  timezoneId: "America/New_York",
} as const;

/**
 * Starts headless Chromium: the one SCC_CHROMIUM names, or the one inside the npm package @sparticuz/chromium, so that
 * `npm ci` is all a machine needs and every machine sees the same, or the system's where that one does not run.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await findBrowser()), args: FLAGS });
}

/** Starts the same browser with a person's own directory: closed and opened again, it knows what it knew. */
export async function openProfile(directory: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(directory, { ...(await findBrowser()), args: FLAGS, ...options });
}

/** A browser on this machine, and the environment it runs in. */
export interface FoundBrowser {
  readonly executablePath: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Finds the browser that tests use. The packaged one is a headless shell: a third of the time of a whole browser. */
async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env["SCC_CHROMIUM"];
  if (named !== undefined && named !== "") return { executablePath: named, env: process.env };
  return hasPackagedBrowser() ? packagedBrowser() : findSystemBrowser();
}

/** Finds a browser as people have it, or the packaged one. */
export async function findWholeBrowser(): Promise<FoundBrowser> {
  return SYSTEM_BROWSERS.some((path) => existsSync(path)) ? findSystemBrowser() : findBrowser();
}

function findSystemBrowser(): FoundBrowser {
  const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error("No Chromium was found on this machine. Install one, and name it with SCC_CHROMIUM.");
  }
  return { executablePath, env: process.env };
}

/** The package holds a browser for this kind of machine alone. */
function hasPackagedBrowser(): boolean {
  return process.platform === "linux" && process.arch === "x64";
}

const PACKAGE = join(import.meta.dirname, "..", "node_modules", "@sparticuz", "chromium", "package.json");
const SYSTEM_FONTS = "/etc/fonts";

/** Unpacks the browser, its libraries and a font into a directory of this version: once, and whole or not at all. */
async function packagedBrowser(): Promise<FoundBrowser> {
  const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(await readFile(PACKAGE, "utf8")));
  const home = join(tmpdir(), `scc-chromium-${version}`);
  if (!existsSync(home)) await unpackBrowser(home);
  return {
    executablePath: join(home, "chromium"),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, "al2023", "lib"),
      FONTCONFIG_PATH: existsSync(SYSTEM_FONTS) ? SYSTEM_FONTS : join(home, "fonts"),
    },
  };
}

/** In a process of its own, as the package takes where to unpack and what to unpack from the environment. */
async function unpackBrowser(home: string): Promise<void> {
  const draft = await mkdtemp(`${home}-`);
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "unpackBrowser.js")], {
    env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
  });
  const fonts = join(draft, "fonts", "fonts.conf");
  await writeFile(fonts, (await readFile(fonts, "utf8")).replaceAll("/tmp/", `${home}/`));
  await rename(draft, home).catch(async (fault: unknown) => {
    // Another process was quicker.
    if (!existsSync(home)) throw fault;
    await rm(draft, { recursive: true });
  });
}
