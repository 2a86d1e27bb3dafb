import type { Patron } from "../contract/api/event.ts";
import { matchSignatures, type Signed } from "./whoHasSigned.ts";

interface Listed {
  readonly manifest: readonly Pick<Patron, "id" | "name" | "matches">[];
  readonly signatures: readonly Signed[];
}

/** Whom a patron's signature counts for once the patron has another name, where that is not them any more. */
export type CountsFor = "nobody" | "namesake";

/** Tells what another name does to a signed patron's signature; undefined where they are as signed as before. */
export function afterRenaming({ manifest, signatures }: Listed, id: string, name: string): CountsFor | undefined {
  const before = matchSignatures(manifest, signatures);
  const renamed = manifest.map((patron) => (patron.id === id ? { ...patron, name } : patron));
  const after = matchSignatures(renamed, signatures);
  const isSigned = ({ lines }: typeof before): boolean =>
    lines.some(({ patron, signature }) => patron.id === id && signature !== undefined);
  if (!isSigned(before) || isSigned(after)) return undefined;
  return after.unlisted.length > before.unlisted.length ? "nobody" : "namesake";
}
