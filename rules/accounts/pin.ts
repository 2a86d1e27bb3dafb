import type { KioskPin } from "../contract/api/kiosk.ts";

/** OWASP password storage cheat sheet, PBKDF2 with HMAC-SHA-256. A browser has no scrypt. */
export const PIN_ITERATIONS = 600_000;

/** Hashes a kiosk's PIN with PBKDF2, to hex: the same in the function and, without a signal, on the device. */
export async function hashPin(
  pin: string,
  { salt, iterations }: Pick<KioskPin, "salt" | "iterations">,
): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: bytes.encode(salt), iterations };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
  return [...bits].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
