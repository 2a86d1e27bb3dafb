// Unpacks the browser of the npm package into TMPDIR; testkit/browser.ts runs this in a process of its own.
import chromium from "@sparticuz/chromium";

await chromium.executablePath();
