import type { Deed, Deeds } from "../book/deed.ts";
import { Violation, type Invariant } from "../world/violation.ts";

interface Found {
  readonly id: string;
  readonly slug: string;
}

/**
 * What was acknowledged is there once; nothing is there that nobody wanted, nor what was refused, unless a copy of its
 * request was still on its way.
 */
export function checkOnce<What>(
  invariant: Invariant,
  what: string,
  deeds: Deeds<What>,
  found: readonly Found[],
): readonly (readonly [Deed<What>, Found])[] {
  const ids = new Set<string>();
  const pairs = found.map((one) => {
    const deed = deeds.get(one.id);
    if (deed === undefined) throw new Violation(invariant, `${one.slug} holds a ${what} that nobody made: ${one.id}`);
    if (ids.has(one.id)) throw new Violation(invariant, `${one.slug} holds a ${what} twice: ${one.id}`);
    if (deed.outcome === "refused" && !deed.echoes)
      throw new Violation(invariant, `${one.slug} holds a ${what} that was refused: ${one.id}`);
    if (deed.slug !== one.slug)
      throw new Violation(invariant, `A ${what} of ${deed.slug} lies in ${one.slug}: ${one.id}`);
    ids.add(one.id);
    return [deed, one] as const;
  });
  for (const deed of deeds.values())
    if (deed.outcome === "taken" && !ids.has(deed.id))
      throw new Violation(invariant, `${deed.slug} lost a ${what} that was acknowledged: ${deed.id}`);
  return pairs;
}

/** What is kept of a deed is what was wanted: each of these fields. */
export function checkSame(
  invariant: Invariant,
  what: string,
  { id, slug }: Deed<unknown>,
  wanted: Readonly<Record<string, unknown>>,
  kept: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(wanted))
    if (JSON.stringify(kept[name]) !== JSON.stringify(value))
      throw new Violation(
        invariant,
        `${slug}: ${name} of ${what} ${id} is ${JSON.stringify(kept[name])}, and was ${JSON.stringify(value)}`,
      );
}
