import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Seconds for which a code counts, and digits that it has: what every authenticator app takes for granted. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** As long as the hash, RFC 4226, 4. */
const SECRET_BYTES = 20;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Makes a new secret, in Base32 (RFC 4648) without padding. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** The step of time that an instant is in: the code changes with each. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** Computes the code of a step. Source: RFC 6238, with HMAC-SHA-1, and RFC 4226, 5.3. */
export function codeAt(secret: string, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** Tells whether a code is the one of this very step, in constant time: it lives for thirty seconds and no longer (ASVS 6.5.5). */
export function isCodeOf(secret: string, code: string, now: Date): boolean {
  const [given, right] = [Buffer.from(code), Buffer.from(codeAt(secret, stepAt(now)))];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Writes a secret as authenticator apps scan it. Source: Google Authenticator, "Key Uri Format". */
export function otpauthUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

/** Writes bytes in Base32; a length that is a multiple of five needs no padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
