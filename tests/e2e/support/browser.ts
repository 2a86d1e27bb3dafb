import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Flags Chromium needs as root in a container; none of them loosens what a page may do. */
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const SYSTEM_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Starts headless Chromium: the one SCC_CHROMIUM names, the system's, or the one inside the npm package
 * @sparticuz/chromium, so that `npm ci` is all a machine needs.
 */
export async function launchBrowser(): Promise<Browser> {
  const system = [process.env["SCC_CHROMIUM"], ...SYSTEM_BROWSERS].find((path) => path !== undefined && existsSync(path));
  return chromium.launch({ executablePath: system ?? (await packagedBrowser()), args: FLAGS });
}

async function packagedBrowser(): Promise<string> {
  // Tells the package to unpack the shared libraries it ships as well; it looks when it is imported.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
