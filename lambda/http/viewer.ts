import { FORWARDED_HOST_HEADER, VIEWER_ADDRESS_HEADER } from "../../rules/contract/headers.ts";
import type { Call } from "./route.ts";

/** As long as a user agent is kept. */
const USER_AGENT_MAX = 400;
const HOST = /^[a-z0-9.-]+(?::\d{1,5})?$/i;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/** The viewer's address as the edge saw it. */
export function viewerAddress(call: Call): string {
  return (call.req.header(VIEWER_ADDRESS_HEADER) ?? "unknown").slice(0, 64);
}

/** The viewer's browser as it names itself, shortened. */
export function userAgent(call: Call): string {
  return (call.req.header("user-agent") ?? "").slice(0, USER_AGENT_MAX);
}

/** The origin that the viewer sees, for links in mails: `https://charters.example`, http only on this machine. */
export function viewerOrigin(call: Call): string {
  const forwarded = call.req.header(FORWARDED_HOST_HEADER) ?? "";
  const host = HOST.test(forwarded) ? forwarded.toLowerCase() : new URL(call.req.url).host;
  return `${LOOPBACK.test(host) ? "http" : "https"}://${host}`;
}
