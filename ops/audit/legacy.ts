import { isSlug } from "../../rules/contract/slug.ts";
import { kindOf } from "../data/kinds.ts";
import { toItem, type Line } from "../data/lines.ts";
import { toPlain, type Plain } from "../data/plain.ts";

/** An event that was stored under something else than a slug: all items of one partition that is none of ours. */
export interface LegacyEvent {
  readonly id: string;
  readonly items: readonly Readonly<Record<string, Plain>>[];
}

/** Finds the events whose id is no slug, by id. */
export function findLegacy(lines: readonly Line[]): LegacyEvent[] {
  const found = new Map<string, Record<string, Plain>[]>();
  for (const line of lines) {
    if (kindOf(line) !== "other" || isSlug(line.event_id)) continue;
    const items = found.get(line.event_id) ?? [];
    items.push(toPlain(toItem(line)));
    found.set(line.event_id, items);
  }
  return [...found].map(([id, items]) => ({ id, items })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Finds the charters that are stored as they should be. */
export function findSlugs(lines: readonly Line[]): Set<string> {
  return new Set(lines.filter((line) => kindOf(line) === "charter").map(({ event_id }) => event_id));
}
