import { createHash } from "node:crypto";

import { sealOf, type Place, type Sealed } from "./seal.ts";

/**
 * What a list comes to: how many entries it has, and one hash that follows from all of them in their order. Each hash is
 * made of the one before it and the next entry's seal, so that a list that grows keeps all the heads that it ever had.
 */
export interface Head {
  readonly entries: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

/** Computes every head that a list has had, from that of the empty list on. An entry without a seal counts with the one that it would have. */
export function headsOf(place: Place, entries: readonly Sealed[]): readonly [Head, ...Head[]] {
  let sha256 = hash(place.join("/"));
  const later = entries.map((entry, index) => {
    sha256 = hash(`${sha256} ${entry.seal ?? sealOf(place, entry)}`);
    return { entries: index + 1, sha256 };
  });
  return [{ entries: 0, sha256: hash(place.join("/")) }, ...later];
}

/** Computes a list's head as it is now. */
export function headOf(place: Place, entries: readonly Sealed[]): Head {
  const heads = headsOf(place, entries);
  return heads.at(-1) ?? heads[0];
}

/** Writes a head as one text, so that it lies in one attribute: number and hash can only be changed together. */
export function writeHead({ entries, sha256 }: Head): string {
  return `${String(entries)}#${sha256}`;
}

/** Reads what `writeHead` wrote; undefined for anything else. */
export function readHead(text: string): Head | undefined {
  const [, entries, sha256] = /^(\d{1,6})#([0-9a-f]{64})$/.exec(text) ?? [];
  return entries === undefined || sha256 === undefined ? undefined : { entries: Number(entries), sha256 };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
