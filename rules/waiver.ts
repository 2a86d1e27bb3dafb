import type { Patron, SignatureSummary } from "./api/event.ts";
import type { Guardian } from "./api/waiver.ts";
import type { InferOutput } from "valibot";

/** Under this age, in years, a guardian signs. */
export const ADULT_AGE = 18;

/** Completed years from a birth date to a day, both `YYYY-MM-DD`. Somebody born on 29 February turns on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export type SignerCheck =
  | { readonly ok: true; readonly minor: boolean }
  | { readonly ok: false; readonly field: "birth_date" | "guardian"; readonly problem: string };

/** Decides who has to sign for a participant on the day of the charter. Dates are `YYYY-MM-DD`. */
export function checkSigner(
  birthDate: string,
  guardian: InferOutput<typeof Guardian> | null,
  charterDate: string,
): SignerCheck {
  const age = ageOn(birthDate, charterDate);
  if (age < 0) return { ok: false, field: "birth_date", problem: "The date of birth is after the charter." };
  if (age > 120) return { ok: false, field: "birth_date", problem: "Check the year of the date of birth." };
  const minor = age < ADULT_AGE;
  if (minor && guardian === null) {
    return { ok: false, field: "guardian", problem: "A parent or legal guardian must sign for anyone under 18." };
  }
  if (!minor && guardian !== null) {
    return { ok: false, field: "guardian", problem: "An adult signs alone: remove the guardian." };
  }
  return { ok: true, minor };
}

/** Folds a name for comparing: no accents, case, punctuation or doubled spaces. */
export function foldName(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

export interface ManifestLine {
  readonly patron: Patron;
  /** The signature under the same name, if there is one. */
  readonly signature: SignatureSummary | undefined;
}

export interface MatchedManifest {
  readonly lines: readonly ManifestLine[];
  /** Signed, but under no name on the list: shown so that nobody who signed is lost. */
  readonly unlisted: readonly SignatureSummary[];
}

/** Pairs patrons with signatures by folded name; each signature serves one patron. */
export function matchSignatures(
  manifest: readonly Patron[],
  signatures: readonly SignatureSummary[],
): MatchedManifest {
  const free = [...signatures];
  const lines = manifest.map((patron) => {
    const at = free.findIndex((signature) => foldName(signature.participant) === foldName(patron.name));
    return { patron, signature: at < 0 ? undefined : free.splice(at, 1)[0] };
  });
  return { lines, unlisted: free };
}
