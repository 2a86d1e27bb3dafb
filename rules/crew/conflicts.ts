import type { StoredAnswer } from "../contract/api/availability.ts";
import type { Sailing } from "../contract/api/crew.ts";

/** How long a charter keeps its crew from its start, in hours: no end is on record. */
export const CREW_BUSY_HOURS = 4;

/** When a charter sails, as far as it is known; one that is not on the calendar yet has no slug. */
export type SailingTime = Pick<Sailing, "date" | "period" | "starts_at"> & { readonly slug: string | undefined };

/** Why somebody should perhaps not be on a charter. It warns and forbids nothing: the captain may know better. */
export type Conflict =
  | { readonly kind: "other-charter"; readonly charter: Sailing }
  | { readonly kind: "said-no" | "said-maybe"; readonly note: string };

/** Lists what stands against somebody sailing on a charter: other charters at that time first, then their own word. */
export function conflictsOf(
  email: string,
  charter: SailingTime,
  others: readonly Sailing[],
  said: { readonly answer: StoredAnswer | null; readonly note: string },
): readonly Conflict[] {
  const charters = others
    .filter((other) => other.status !== "canceled" && other.crew.includes(email) && overlaps(charter, other))
    .map((other) => ({ kind: "other-charter" as const, charter: other }));
  if (said.answer === "no") return [...charters, { kind: "said-no", note: said.note }];
  if (said.answer === "maybe") return [...charters, { kind: "said-maybe", note: said.note }];
  return charters;
}

/** Tells whether two charters sail at once: the same part of the same day, or starts closer together than so many hours. */
export function overlaps(one: SailingTime, other: SailingTime, hours = CREW_BUSY_HOURS): boolean {
  if (one.slug === other.slug) return false;
  if (one.date === other.date && one.period === other.period) return true;
  if (one.starts_at === "" || other.starts_at === "") return false;
  return Math.abs(wallClock(one) - wallClock(other)) < hours * 3_600_000;
}

/** Who is assigned and counts: each once, and nobody without an account, whom nobody has let in or who has left. */
export function crewThatCounts(assigned: readonly string[], withoutAccount: readonly string[] = []): readonly string[] {
  return [...new Set(assigned)].filter((email) => !withoutAccount.includes(email));
}

/** How many crew members a charter still lacks; none where nobody has said how many it needs. */
export function crewShort(
  required: number | null,
  assigned: readonly string[],
  withoutAccount: readonly string[] = [],
): number {
  return Math.max(0, (required ?? 0) - crewThatCounts(assigned, withoutAccount).length);
}

/** The clock on the dock's wall, read as if it were UTC: only differences of it mean anything. */
function wallClock({ date, starts_at }: SailingTime): number {
  return Date.parse(`${date}T${starts_at}:00Z`);
}
