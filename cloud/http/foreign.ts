import type { IncomingHttpHeaders } from "node:http";

/** The names under which this machine is its own; whoever owns another name can let it lead here (DNS rebinding). */
const OWN_NAME = /^(?:(?:[a-z0-9.-]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Tells whether a Host header names this machine as its own. */
export function isOwnName(host: string): boolean {
  return OWN_NAME.test(host);
}

/**
 * Tells whether a request comes of a page of another origin, or was led here under another name. Programs send none of these
 * headers but Host; browsers send them, and no page can leave them out.
 */
export function isForeign({ host = "", origin, ...headers }: IncomingHttpHeaders): boolean {
  if (!isOwnName(host)) return true;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return true;
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return false;
  // Whoever follows a link sees the page themself; whoever put the link there sees nothing.
  return headers["sec-fetch-mode"] !== "navigate" || headers["sec-fetch-dest"] !== "document";
}

/** The answer to such a request. */
export const FOREIGN = {
  status: 403,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "This is the local cloud of somebody's machine. It answers its own programs, and no page of another origin.\n",
};
