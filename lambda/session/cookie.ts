import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";

import { SESSION_COOKIE } from "../../rules/contract/cookie.ts";
import type { Call } from "../http/route.ts";
import { SESSION_SECONDS } from "./store.ts";

const OPTIONS: CookieOptions = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Lax" };

/** Reads the session token of a request, "" without one. */
export function readToken(call: Call): string {
  return getCookie(call, SESSION_COOKIE, OPTIONS.prefix) ?? "";
}

/** Sends the session token. */
export function sendToken(call: Call, token: string): void {
  setCookie(call, SESSION_COOKIE, token, { ...OPTIONS, maxAge: SESSION_SECONDS });
}

/** Makes the browser forget its session token. */
export function clearToken(call: Call): void {
  deleteCookie(call, SESSION_COOKIE, OPTIONS);
}
