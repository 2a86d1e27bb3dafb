import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** scrypt's cost (N), block size (r) and parallelism (p). */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and about 0.2 s on the function. Source: OWASP password storage cheat sheet, which ranks this with N=2^17, p=1. */
const SCRYPT_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const STORED = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/**
 * Makes what stands in place of a hash where there is no password: it looks like one to every version, takes as long to
 * check, and no password has it.
 */
export function noPassword({ N, r, p }: ScryptCost = SCRYPT_COST): string {
  const [salt, hash] = [randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)];
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Hashes a password to `scrypt$N$r$p$salt$hash`; the cost travels along, so that it can be raised later. */
export async function hashPassword(password: string, cost: ScryptCost = SCRYPT_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/**
 * Tells whether a password is the one that was hashed, in constant time.
 * Without a hash (no such account) it takes as long and says no, so that time does not tell who has an account.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, hash] = STORED.exec(stored ?? "") ?? [];
  if (salt === undefined || hash === undefined) {
    await derive(password, Buffer.alloc(SALT_BYTES), HASH_BYTES, SCRYPT_COST);
    return false;
  }
  const expected = Buffer.from(hash, "base64url");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, "base64url"), expected.length, cost);
  return timingSafeEqual(actual, expected);
}

function derive(password: string, salt: Buffer, bytes: number, cost: ScryptCost): Promise<Buffer> {
  // What the derivation needs, and a little: Node's own limit of 32 MB is just too low.
  const maxmem = 128 * cost.r * (cost.N + cost.p) + 2 ** 20;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, bytes, { ...cost, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
