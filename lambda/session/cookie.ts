import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";

import { DEVICE_COOKIE, SESSION_COOKIE } from "../../rules/contract/cookie.ts";
import type { Call } from "../http/route.ts";
import { DEVICE_SECONDS } from "./device.ts";
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

/** Reads the secret by which a device is known again, "" without one. */
export function readDevice(call: Call): string {
  return getCookie(call, DEVICE_COOKIE, OPTIONS.prefix) ?? "";
}

/** Sends the secret by which a device is known again. It stays when somebody signs out, and opens nothing. */
export function sendDevice(call: Call, secret: string): void {
  setCookie(call, DEVICE_COOKIE, secret, { ...OPTIONS, maxAge: DEVICE_SECONDS });
}
