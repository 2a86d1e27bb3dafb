import { sha256Of } from "../../lambda/charter/signatureRecord.ts";
import type { Json } from "../../rules/canonicalJson.ts";
import type { Plain } from "../data/plain.ts";

type Stored = Readonly<Record<string, Plain>>;

/** The hash of what is stored; undefined for what no program of ours can have sealed. */
export function sealOf(stored: Stored): string | undefined {
  const findings = without(stored, ["record_sha256"]);
  return isSealable(findings) ? sha256Of(findings) : undefined;
}

function isSealable(value: unknown): value is Json {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isSealable);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isSealable);
}

/** How many unknown fields are tried in every combination: each more doubles the hashes. */
const TRIED_MAX = 8;

/**
 * Finds which of the fields that this version does not know lie beside what is sealed: the fewest without which the hash is
 * the one that is stored. Undefined where there are none such.
 */
export function findBeside(stored: Stored, sealed: Plain, unknown: readonly string[]): readonly string[] | undefined {
  const tried = unknown.length > TRIED_MAX ? [[], unknown] : subsetsOf(unknown);
  return tried.toSorted((a, b) => a.length - b.length).find((beside) => sealOf(without(stored, beside)) === sealed);
}

function subsetsOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (subsets, name) => [...subsets, ...subsets.map((subset) => [...subset, name])],
    [[]],
  );
}

function without(stored: Stored, names: readonly string[]): Stored {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !names.includes(name)));
}
