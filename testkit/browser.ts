import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";

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
 * Starts headless Chromium: the one SCC_CHROMIUM names, the system's, or the one inside the npm package
 * @sparticuz/chromium, so that `npm ci` is all a machine needs.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
}

/** Starts the same browser with a person's own directory: closed and opened again, it knows what it knew. */
export async function openProfile(directory: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(directory, { executablePath: await findBrowser(), args: FLAGS, ...options });
}

/** Finds the browser on this machine, or unpacks the one that comes with `npm ci`. */
export async function findBrowser(): Promise<string> {
  const system = [process.env["SCC_CHROMIUM"], ...SYSTEM_BROWSERS].find(
    (path) => path !== undefined && existsSync(path),
  );
  return system ?? packagedBrowser();
}

async function packagedBrowser(): Promise<string> {
  // Tells the package to unpack the shared libraries it ships as well; it looks when it is imported.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
