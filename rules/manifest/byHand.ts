import type { Matches } from "../contract/api/event.ts";

/** What names a participant of a signature: its seal, and which of its participants. */
export interface Sealed {
  /** "" while it waits on a device. */
  readonly record_sha256?: string | undefined;
  readonly nth?: number | undefined;
}

/** By what a word on a signature names a participant of it; undefined where none can be said: it waits on a device, or an answer is from before. */
export function matchKey({ record_sha256, nth }: Sealed): string | undefined {
  if (record_sha256 === undefined || record_sha256 === "" || nth === undefined) return undefined;
  return `${record_sha256}#${String(nth)}`;
}

/** Somebody who signed, be it twice. */
interface Signer {
  /** By what their signatures are named. */
  readonly keys: readonly string[];
}

interface Listed {
  readonly matches?: Matches | undefined;
}

/** What was said by hand, by the places on the list. */
export interface ByHand<P> {
  /** Whose signature counts for whom; nobody is in it twice. */
  readonly counts: ReadonlyMap<number, P>;
  /** Whose does not. */
  readonly barred: ReadonlyMap<number, ReadonlySet<P>>;
}

interface Word<P> {
  readonly place: number;
  readonly signer: P;
  readonly counts: boolean;
  readonly at: string;
}

/**
 * Reads what was said by hand of who counts for whom. Of two words on one pair the later one holds; a signer counts for one
 * patron, and a patron has one signer, so of two pairs that share somebody the one that was said later does.
 */
export function readByHand<P extends Signer>(manifest: readonly Listed[], signers: readonly P[]): ByHand<P> {
  const words = wordsOn(manifest, signers);
  const barred = new Map<number, Set<P>>();
  for (const { place, signer } of words.filter(({ counts }) => !counts))
    barred.set(place, (barred.get(place) ?? new Set()).add(signer));
  const counts = new Map<number, P>();
  const taken = new Set<P>();
  for (const { place, signer } of words.filter((word) => word.counts).sort(laterFirst)) {
    if (counts.has(place) || taken.has(signer)) continue;
    counts.set(place, signer);
    taken.add(signer);
  }
  return { counts, barred };
}

/** The last word on each pair of somebody on the list and somebody who signed. */
function wordsOn<P extends Signer>(manifest: readonly Listed[], signers: readonly P[]): readonly Word<P>[] {
  if (manifest.every(({ matches }) => matches === undefined)) return [];
  const byKey = new Map(signers.flatMap((signer) => signer.keys.map((key) => [key, signer] as const)));
  return manifest.flatMap(({ matches = {} }, place) => {
    const last = new Map<P, Word<P>>();
    for (const [key, { counts, at }] of Object.entries(matches)) {
      const signer = byKey.get(key);
      if (signer !== undefined && at >= (last.get(signer)?.at ?? "")) last.set(signer, { place, signer, counts, at });
    }
    return [...last.values()];
  });
}

function laterFirst(a: Word<unknown>, b: Word<unknown>): number {
  if (a.at === b.at) return a.place - b.place;
  return a.at > b.at ? -1 : 1;
}
