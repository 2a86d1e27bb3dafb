import { aliasKey } from "../../rules/contract/edgeStore.ts";
import { slugCandidates } from "../../rules/charter/firstName.ts";
import { ALIAS_PATTERN, isSlug, parseSlug, type SlugParts } from "../../rules/contract/slug.ts";
import type { LegacyEvent } from "./legacy.ts";
import { proposeParts } from "./propose.ts";
import { explainId } from "./why.ts";

/**
 * Where a link with an old id leads. `wanted`: nowhere, and an alias would help. `aliased`: an alias does. `folded`: the
 * edge reads links in lower case, and that is a slug. `broken`: an alias is there, and the edge ignores its value.
 * `unknown`: nobody can tell the slug. `unlinkable`: the id cannot be an alias. `shadowed`: another id has the same link.
 */
export type Redirect = "wanted" | "aliased" | "folded" | "broken" | "unknown" | "unlinkable" | "shadowed";

/** One stored event whose id is no slug, and what becomes of links to it. */
export interface AuditedEvent {
  readonly id: string;
  readonly why: string;
  readonly redirect: Redirect;
  /** Where links lead or would lead; undefined where nobody can tell. */
  readonly slug: string | undefined;
  /** Whether a charter is stored under that slug. */
  readonly exists: boolean;
  /** What there is to say of this event alone; "" for nothing. */
  readonly note: string;
}

/** What the table and the store hold. */
export interface AuditInput {
  readonly events: readonly LegacyEvent[];
  /** Of the charters that are stored as they should be. */
  readonly slugs: ReadonlySet<string>;
  /** The whole KeyValueStore. */
  readonly values: ReadonlyMap<string, string>;
}

/** Decides for every event whose id is no slug where its links should lead. */
export function planAudit({ events, slugs, values }: AuditInput): AuditedEvent[] {
  const sorted = events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  // Two stored events are two charters: no two of them get the same slug.
  const taken = new Set(sorted.flatMap(({ id }) => settledSlug(id, values) ?? []));
  const links = new Set<string>();
  return sorted.map((event) => {
    const link = event.id.toLowerCase();
    const shadowed = links.has(link);
    links.add(link);
    const outcome = shadowed ? SHADOWED : decide(event, values, taken);
    if (outcome.slug !== undefined) taken.add(outcome.slug);
    return {
      id: event.id,
      why: explainId(event.id),
      exists: outcome.slug !== undefined && slugs.has(outcome.slug),
      ...outcome,
    };
  });
}

type Outcome = Pick<AuditedEvent, "redirect" | "slug" | "note">;

const SHADOWED: Outcome = {
  redirect: "shadowed",
  slug: undefined,
  note: "another old id differs in upper case only, and links do not tell them apart",
};

/** The slug that links to an id lead to already. */
function settledSlug(id: string, values: ReadonlyMap<string, string>): string | undefined {
  const link = id.toLowerCase();
  const slug = isSlug(link) ? link : values.get(aliasKey(link));
  return slug !== undefined && isSlug(slug) ? slug : undefined;
}

function decide(event: LegacyEvent, values: ReadonlyMap<string, string>, taken: ReadonlySet<string>): Outcome {
  const link = event.id.toLowerCase();
  const settled = settledSlug(event.id, values);
  const proposal = proposeParts(event);
  if (settled === link) return { redirect: "folded", slug: settled, note: "" };
  const proposed = proposal.ok ? firstFree(proposal.parts, taken) : undefined;
  if (!ALIAS_PATTERN.test(link)) return { redirect: "unlinkable", slug: proposed, note: "" };
  if (settled !== undefined)
    return { redirect: "aliased", slug: settled, note: proposal.ok ? otherThan(proposal.parts, settled) : "" };
  const stored = values.get(aliasKey(link));
  if (stored !== undefined)
    return { redirect: "broken", slug: proposed, note: `its alias leads to "${stored}", which is no slug` };
  if (proposal.ok) return { redirect: "wanted", slug: proposed, note: "" };
  return { redirect: "unknown", slug: undefined, note: `nothing tells its ${proposal.missing.join(" and its ")}` };
}

function firstFree(parts: SlugParts, taken: ReadonlySet<string>): string {
  for (const slug of slugCandidates(parts)) if (!taken.has(slug)) return slug;
  throw new RangeError("There is always another number.");
}

/** An alias that somebody declared counts for more than what we would guess, and the difference is worth a look. */
function otherThan(parts: SlugParts, slug: string): string {
  const found = parseSlug(slug);
  const same =
    found?.date === parts.date &&
    found.period === parts.period &&
    found.firstName.replace(/\d+$/, "") === parts.firstName.replace(/\d+$/, "");
  return same ? "" : `its data rather says ${parts.date}-${parts.firstName}-${parts.period}; the alias stays`;
}
