import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";

import type { Call } from "../http/route.ts";
import { SESSION_SECONDS } from "./store.ts";

/** Sent as `__Host-scc_session`: the prefix makes browsers insist on Secure, Path=/ and no Domain. */
const NAME = "scc_session";
const OPTIONS: CookieOptions = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Lax" };

/** Reads the session token of a request, "" without one. */
export function readToken(call: Call): string {
  return getCookie(call, NAME, "host") ?? "";
}

/** Sends the session token. */
export function sendToken(call: Call, token: string): void {
  setCookie(call, NAME, token, { ...OPTIONS, maxAge: SESSION_SECONDS });
}

/** Makes the browser forget its session token. */
export function clearToken(call: Call): void {
  deleteCookie(call, NAME, OPTIONS);
}
