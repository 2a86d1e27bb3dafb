import * as v from "valibot";

import { DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Entry, Write } from "../offline/entry.ts";
import type { Hold } from "../offline/queue.ts";

type Departing = Extract<DepartureRequest, { kind: "departed" }>;

/** Reads the departure that a write records; undefined for any other write. */
function departingOf({ kind, body }: Write): Departing | undefined {
  if (kind !== "departure") return undefined;
  const read = v.safeParse(DepartureRequest, body);
  return read.success && read.output.kind === "departed" ? read.output : undefined;
}

/** Tells whether an entry is of a departure. */
export function isDeparture({ write }: Entry): boolean {
  return departingOf(write) !== undefined;
}

/**
 * Tells whether a refused entry is a departure, which whoever entered it can look at and record as it was. Nobody else can:
 * the decision to leave would be theirs.
 */
export function isDepartureToLookAt(entry: Entry, hold: Hold | undefined): boolean {
  return hold?.kind === "refused" && isDeparture(entry);
}

/** What a person who has looked at a departure says of it. */
interface Decision {
  readonly by: { readonly email: string; readonly name: string };
  /** Why it left at a no go; "" where it was none, or was said before. */
  readonly override: string;
}

/** Makes of a departure that waits for a person the one that they record, as it was; undefined for any other write. */
export function recordedAsItWas(
  write: Write,
  event: EventDetail,
  { by, override }: Decision,
): { readonly write: Write; readonly request: Departing } | undefined {
  const before = departingOf(write);
  if (before === undefined) return undefined;
  const request: Departing = {
    ...before,
    override: override === "" ? before.override : override,
    as_it_was: peopleOf(write, before, event),
  };
  return { request, write: { ...write, body: request, by: by.email, by_name: by.name } };
}

/** By the names that the screen showed; an older build did not keep them, so that those of the list stand in. */
function peopleOf({ people = [] }: Write, { aboard }: Departing, { manifest }: EventDetail) {
  const names = new Map([...manifest, ...people].map(({ id, name }) => [id, name]));
  return aboard.map((id) => ({ id, name: names.get(id) ?? "Somebody no longer on the list" }));
}
