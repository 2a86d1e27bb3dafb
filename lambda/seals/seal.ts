import { createHash } from "node:crypto";

import { canonicalJson } from "../../rules/canonicalJson.ts";
import { toJson } from "./toJson.ts";

/**
 * What a thing is, and where it lies: both are sealed with it, so that none can be moved, or passed off as another kind.
 * Such as `["payment", "2026-05-23-jane-afternoon"]`.
 */
export type Place = readonly [kind: string, ...where: string[]];

/** Anything that carries its seal. */
export interface Sealed {
  readonly seal?: string | undefined;
}

/**
 * The seal of something: the SHA-256 of the canonical JSON of its place and of all that it holds but its seal, in
 * base64url. Whoever can write to the table can compute one, too: what holds is a seal that has left the house.
 */
export function sealOf(place: Place, content: object): string {
  const held = Object.fromEntries(Object.entries(content).filter(([name]) => name !== "seal"));
  return createHash("sha256")
    .update(canonicalJson([...place, toJson(held)]))
    .digest("base64url");
}

/** Seals something. */
export function seal<Content extends object>(place: Place, content: Content): Content & { seal: string } {
  return { ...content, seal: sealOf(place, content) };
}
