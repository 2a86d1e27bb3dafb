import { sealOf, type Place } from "./seal.ts";

/**
 * The seal of what is changed in place, such as a vessel: of which revision it is, what that revision's change left beside
 * it (its instant, or its hash), and the hash. A version from before there were seals changes the first two and leaves the
 * seal as it is, so that its change is told from one by hand.
 */
interface RevisionSeal {
  readonly revision: number;
  readonly trace: string;
  readonly sha256: string;
}

/** What is sealed: all of it, with its revision and what its last change left beside it. */
export interface Revised {
  readonly content: object;
  readonly revision: number;
  readonly trace: string;
}

/** `changed`: not by this program. `later`: by a version that does not seal. */
export type Standing = "sound" | "changed" | "later" | "unsealed";

/** Seals something at its revision, as one text. */
export function sealRevision(place: Place, { content, revision, trace }: Revised): string {
  return `${String(revision)}#${trace}#${sealOf(place, content)}`;
}

/** Tells how something stands to its seal. */
export function judgeRevision(place: Place, stored: Revised, text: string | undefined): Standing {
  if (text === undefined) return "unsealed";
  const sealed = readSeal(text);
  if (sealed === undefined) return "changed";
  const same = stored.revision === sealed.revision && stored.trace === sealed.trace;
  if (same && sealOf(place, stored.content) === sealed.sha256) return "sound";
  return stored.revision > sealed.revision && stored.trace !== sealed.trace ? "later" : "changed";
}

function readSeal(text: string): RevisionSeal | undefined {
  const [, revision, trace, sha256] = /^(\d{1,9})#([^#]*)#([\w-]{43})$/.exec(text) ?? [];
  if (revision === undefined || trace === undefined || sha256 === undefined) return undefined;
  return { revision: Number(revision), trace, sha256 };
}
