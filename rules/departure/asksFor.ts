import { canonicalJson, type Json } from "../canonicalJson.ts";
import { type DepartureRequest } from "../contract/api/departing.ts";
import { DepartureEntry } from "../contract/api/departure.ts";
import { isKnownKind } from "../contract/newer.ts";

/** Tells whether a request asks for an entry that is there already, as a retry does. Whoever is aboard is aboard in any order. */
export function asksFor(request: DepartureRequest, entry: DepartureEntry): boolean {
  return canonicalJson(asRequested(entry)) === canonicalJson(asAsked(request));
}

/** One that was recorded is the same, whether somebody had to say that it is to stand as it was, or not. */
function asAsked(request: DepartureRequest): Json {
  if (request.kind !== "departed") return request;
  const { kind, id, at, aboard, override } = request;
  return { kind, id, at, aboard: [...aboard].sort(), override };
}

/** What a device must have sent for an entry. */
function asRequested(entry: DepartureEntry): Json {
  const { kind, id, at } = entry;
  if (!isKnownKind(DepartureEntry, entry)) return { kind, id, at };
  switch (entry.kind) {
    case "departed":
      return { kind, id, at, aboard: entry.aboard.map((patron) => patron.id).sort(), override: entry.override };
    case "back":
      return { kind, id, at, count: entry.count, reason: entry.reason };
    case "correction":
      return { kind, id, at, entry: entry.entry, reason: entry.reason };
  }
}
