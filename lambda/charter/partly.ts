import * as v from "valibot";

import { wordOrNewer } from "../../rules/contract/newer.ts";
import { nameOfPart } from "../../rules/charter/partNames.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import { readPartly, type PartlyRead, type Unread } from "../dynamodb/readPartly.ts";
import { ofItsDay, presentSlug, splitPatrons, StoredEvent, StoredSummary } from "./stored.ts";

/** A charter's item as far as it can be read: what is broken of it closes nothing that does not need it. */
export type SeenEvent = PartlyRead<StoredEvent>;

/** What a charter's index carries, as far as it can be read. */
export type SeenSummary = PartlyRead<StoredSummary>;

/** A part of a charter, or of a day, that is needed and cannot be read. Whoever asked is told which, and that the rest goes on. */
export class BrokenPart extends BrokenItem {
  override readonly needed: string;

  constructor(part: string) {
    super(`A part of what is stored is needed, and is broken: ${part}.`);
    this.needed = nameOfPart(part);
  }
}

/** A status that cannot be read is none that this version knows: nothing is done for it, and nothing forbidden. */
const UNREADABLE = v.parse(wordOrNewer([]), "unreadable");

/** Reads a charter's item as far as it can be read. */
export function seeEvent(item: unknown): SeenEvent {
  const { seen, unread } = readPartly(StoredEvent, item, "charter");
  return { seen: ofItsDay({ ...seen, ...split(seen, unread), slug: presentSlug(seen) }), unread };
}

/** Reads a charter as far as its index carries it, and can be read. */
export function seeSummary(item: unknown): SeenSummary {
  const { seen, unread } = readPartly(StoredSummary.pipe[0], item, "charter");
  return { seen: ofItsDay({ ...seen, ...split(seen, unread), slug: presentSlug(seen) }), unread };
}

function split({ patrons, status }: Pick<StoredSummary, "patrons" | "status">, unread: Unread) {
  return { ...splitPatrons(patrons), status: unread.has("status") ? UNREADABLE : status };
}

/** Takes the named parts of an item to decide on. Throws BrokenPart where any of one cannot be read. */
export function soundly<T extends object, Name extends keyof T & string>(
  { seen, unread }: PartlyRead<T>,
  ...names: readonly Name[]
): Pick<T, Name> {
  const broken = names.find((name) => unread.has(name));
  if (broken !== undefined) throw new BrokenPart(broken);
  return seen;
}

/** Lets through what touches these entries of a list or a map alone. Throws BrokenPart where one of them cannot be read, or none. */
export function requireSound({ unread }: PartlyRead<unknown>, part: string, entries: readonly string[]): void {
  const broken = unread.get(part);
  if (broken === undefined) return;
  if (broken === "all" || entries.some((entry) => broken.includes(entry))) throw new BrokenPart(part);
}

/** Counts the entries of a map of a charter, those that cannot be read among them. */
export function countEntries({ seen, unread }: SeenEvent, part: "outbox" | "failed_mails"): number {
  const broken = unread.get(part) ?? [];
  return Object.keys(seen[part]).length + (broken === "all" ? 0 : broken.length);
}
