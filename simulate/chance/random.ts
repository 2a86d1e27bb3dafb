import { createHash } from "node:crypto";

/**
 * Everything that a run leaves to chance comes from here, and so from its seed alone. A generator is named: who asks for
 * the 7th step of a day gets the same numbers whatever the six before it have drawn, so that a step can be left out of a
 * replay and the others stay what they were.
 */
export interface Random {
  /** A whole number from 0 to one below the bound. */
  readonly below: (bound: number) => number;
  /** True in so many of a hundred cases. */
  readonly percent: (chance: number) => boolean;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  /** One of a list, or undefined of an empty one. */
  readonly any: <T>(from: readonly T[]) => T | undefined;
  /** One of several, each as often as its weight says. */
  readonly weighted: <T>(from: readonly (readonly [weight: number, T])[]) => T;
  /** A UUID as crypto.randomUUID writes it. */
  readonly id: () => string;
  /** Another generator, that only the seed and its name decide on. */
  readonly named: (name: string | number) => Random;
}

/** Opens the generator of a seed. */
export function randomOf(seed: string): Random {
  const next = sfc32(createHash("sha256").update(seed).digest());
  const below = (bound: number): number => Math.floor((next() / 2 ** 32) * bound);
  const any = <T>(from: readonly T[]): T | undefined => from[below(from.length)];
  return {
    below,
    any,
    percent: (chance) => below(10_000) < chance * 100,
    pick: (from) => any(from) ?? from[0],
    weighted: (from) => weighted(from, below),
    id: () => uuid(next),
    named: (name) => randomOf(`${seed}/${name}`),
  };
}

function weighted<T>(from: readonly (readonly [number, T])[], below: Random["below"]): T {
  let left = below(from.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, one] of from) {
    if (left < weight) return one;
    left -= weight;
  }
  throw new RangeError("There is nothing to choose from.");
}

/** Chris Doty-Humphrey's Small Fast Counter, 32 bits (PractRand): four words of state, seeded with as many of a hash. */
function sfc32(seed: Buffer): () => number {
  let [a, b, c, count] = [0, 4, 8, 12].map((at) => seed.readUInt32LE(at)) as [number, number, number, number];
  return () => {
    const sum = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
}

function uuid(next: () => number): string {
  const hex = Array.from({ length: 4 }, () => next().toString(16).padStart(8, "0")).join("");
  const variant = ((parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
