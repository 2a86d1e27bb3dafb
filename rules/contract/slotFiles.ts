/**
 * The files of a slot, by name: what is not named here is asked of no bucket, which would answer in raw XML, but gets
 * the edge's own page. A test holds it against what the build writes.
 */

/** The files that have a name of their own. */
const NAMED: readonly string[] = [
  "app.css",
  "app.js",
  "error.css",
  "favicon.svg",
  "icon-192.png",
  "icon-512.png",
  "icon-maskable-512.png",
  "index.html",
  "kiosk.js",
  "manifest.json",
  "manifest.webmanifest",
  "robots.txt",
  "waiver.css",
  "waiver.js",
  "worker.js",
];
/** A script that the dashboard loads when it is used: esbuild names it by its content. */
const PART = /^part-[A-Z0-9]{8}\.js$/;

/** Tells whether a slot may have a file of this name. */
export function isSlotFile(name: string): boolean {
  return NAMED.indexOf(name) >= 0 || PART.test(name);
}
