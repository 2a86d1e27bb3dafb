import type { Patron, SignatureSummary } from "../contract/api/event.ts";
import { foldName } from "../people/foldName.ts";

interface Named {
  readonly name: string;
}

interface Signed {
  readonly participant: string;
}

export interface ManifestLine<P extends Named = Patron, S extends Signed = SignatureSummary> {
  readonly patron: P;
  /** The signature under the same name, if there is one. */
  readonly signature: S | undefined;
}

export interface MatchedManifest<P extends Named = Patron, S extends Signed = SignatureSummary> {
  readonly lines: readonly ManifestLine<P, S>[];
  /** Signed, but under no name on the list: shown so that nobody who signed is lost. */
  readonly unlisted: readonly S[];
}

/** Pairs patrons with signatures by folded name; each signature serves one patron. */
export function matchSignatures<P extends Named, S extends Signed>(
  manifest: readonly P[],
  signatures: readonly S[],
): MatchedManifest<P, S> {
  const free = [...signatures];
  const lines = manifest.map((patron) => {
    const at = free.findIndex((signature) => foldName(signature.participant) === foldName(patron.name));
    return { patron, signature: at < 0 ? undefined : free.splice(at, 1)[0] };
  });
  return { lines, unlisted: free };
}

/** Counts who has signed. Somebody who signed twice is one person: a doubled signature must not hide a missing one. */
export function countSigned(participants: readonly string[]): number {
  return new Set(participants.map(foldName)).size;
}

/**
 * Gives a participant of a signature an id of their own as a patron, the same whenever it is asked for, so that listing
 * twice lists once. `signatures` are the charter's: those of one record keep their order.
 */
export function patronIdOf(signature: SignatureSummary, signatures: readonly SignatureSummary[]): string {
  const place = signatures
    .filter(({ id }) => id === signature.id)
    .findIndex(({ participant }) => participant === signature.participant);
  const last = signature.id.slice(-2);
  return signature.id.slice(0, -2) + (Number.parseInt(last, 16) ^ Math.max(place, 0)).toString(16).padStart(2, "0");
}
