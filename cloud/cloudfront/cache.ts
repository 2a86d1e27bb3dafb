import type { OriginResponse } from "../http/origin.ts";
import { compress, type Encoding } from "./compression.ts";
import type { CachePolicy } from "./managedPolicies.ts";

/** A stored response with its compressed copies. */
export interface CacheEntry {
  response: OriginResponse;
  storedAt: number;
  /** Milliseconds since the epoch. */
  freshUntil: number;
  encoded: Map<Encoding, Promise<Buffer>>;
}

/** The edge cache of one distribution. */
export interface EdgeCache {
  find(key: string): CacheEntry | undefined;
  store(key: string, response: OriginResponse, policy: CachePolicy, now: number): CacheEntry;
  /** Starts an entry's life anew after the origin confirmed it. */
  refresh(
    key: string,
    entry: CacheEntry,
    headers: Readonly<Record<string, string>>,
    policy: CachePolicy,
    now: number,
  ): CacheEntry;
}

const MAXIMUM_ENTRIES = 1_000;
// Other answers are cached for a while by CloudFront too (error caching); that is not realised here.
const CACHEABLE_STATUS = new Set([200, 301, 308]);

/** Opens an empty cache. */
export function openCache(): EdgeCache {
  const entries = new Map<string, CacheEntry>();
  const keep = (key: string, entry: CacheEntry): CacheEntry => {
    entries.delete(key);
    entries.set(key, entry);
    const oldest = entries.size > MAXIMUM_ENTRIES ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return entry;
  };
  return {
    find: (key) => entries.get(key),
    store: (key, response, policy, now) => {
      const entry = {
        response,
        storedAt: now,
        freshUntil: now + 1_000 * lifetime(response.headers, policy),
        encoded: new Map(),
      };
      return isCacheable(response, policy) ? keep(key, entry) : entry;
    },
    refresh: (key, entry, headers, policy, now) =>
      keep(key, { ...entry, storedAt: now, freshUntil: now + 1_000 * lifetime(headers, policy) }),
  };
}

function isCacheable({ status }: OriginResponse, policy: CachePolicy): boolean {
  return policy.maximumTtl > 0 && CACHEABLE_STATUS.has(status);
}

/**
 * Computes how many seconds CloudFront keeps a response (developer guide, "Manage how long content stays in the cache"):
 * with a minimum TTL above zero even `no-cache` is kept for that minimum.
 */
export function lifetime(headers: Readonly<Record<string, string>>, policy: CachePolicy): number {
  const control = headers["cache-control"]?.toLowerCase() ?? "";
  if (/(^|[\s,])(no-cache|no-store|private)/.test(control)) return policy.minimumTtl;
  const age = /s-maxage=(\d+)/.exec(control)?.[1] ?? /max-age=(\d+)/.exec(control)?.[1];
  const seconds = age === undefined ? policy.defaultTtl : Number(age);
  return Math.min(Math.max(seconds, policy.minimumTtl), policy.maximumTtl);
}

/** Compresses an entry's body once for each encoding. */
export function encodeEntry(entry: CacheEntry, encoding: Encoding): Promise<Buffer> {
  const known = entry.encoded.get(encoding);
  if (known !== undefined) return known;
  const made = compress(entry.response.body, encoding);
  entry.encoded.set(encoding, made);
  return made;
}
