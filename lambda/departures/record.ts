import type { DepartureEntry, DepartureRequest } from "../../rules/contract/api/departure.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { canonicalJson, type Json } from "../../rules/canonicalJson.ts";
import { departureState } from "../../rules/departure/state.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { Changer } from "../charter/change.ts";
import { newOverrideMail } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { eventNotFound } from "../charter/problems.ts";
import { untilNotOvertaken } from "../charter/retry.ts";
import { updateEvent } from "../charter/update.ts";
import { anyOf, exists, hasSize, joinUpdates, missing, type Update } from "../dynamodb/update.ts";
import { idTaken } from "../problem.ts";
import type { Services } from "../services.ts";
import { makeDepartureEntry } from "./entry.ts";
import { departuresFull } from "./problems.ts";
import { readEventDetail } from "../events/read.ts";

/** Records a departure, a return or a correction of one, once; decided on exactly the entries that it is added to. */
export function recordDeparture(
  services: Services,
  slug: string,
  request: DepartureRequest,
  by: Changer,
): Promise<void> {
  return untilNotOvertaken(async () => {
    const event = await readEventDetail(services.table, slug, services.config.company.currency);
    if (event === undefined) throw eventNotFound();
    const before = event.departures.find(({ id }) => id === request.id);
    if (before !== undefined && !isSame(before, request)) throw idTaken();
    if (before !== undefined) return { answer: undefined };
    const entry = await makeDepartureEntry(services, event, request, by.account);
    return (await append(services, event, entry, by.origin)) ? { answer: undefined } : "overtaken";
  });
}

/** The admin hears of a departure at no go: the mail is in the same update. */
async function append(
  { table, clock }: Services,
  event: EventDetail,
  entry: DepartureEntry,
  origin: string,
): Promise<boolean> {
  const entries = [...event.departures, entry];
  if (itemBytes(entries) > CHARTER_BUDGETS.departures.bytes) throw departuresFull();
  const seen = hasSize("departures", "=", event.departures.length);
  const appended: Update = {
    append: [["departures", [entry]]],
    conditions: [exists("event_id"), event.departures.length === 0 ? anyOf(missing("departures"), seen) : seen],
  };
  const mails = isOverride(entry) ? newOverrideMail(entry, origin, clock()) : {};
  const written = await updateEvent(table, event.slug, joinUpdates(appended, docked(entries), queueMails(mails)));
  return written.ok;
}

/** Notes for the month list where the charter is by now. */
function docked(entries: readonly DepartureEntry[]): Update {
  const dock = dockOf(entries);
  return dock === undefined ? { remove: ["dock"] } : { set: [["dock", dock]] };
}

function isSame(before: DepartureEntry, request: DepartureRequest): boolean {
  return canonicalJson(asRequested(before)) === canonicalJson(ordered(request));
}

function isOverride(entry: DepartureEntry): boolean {
  return entry.kind === "departed" && entry.verdict === "no-go";
}

function dockOf(entries: readonly DepartureEntry[]): "departed" | "back" | "short" | undefined {
  const { departed, back } = departureState(entries);
  if (back !== undefined) return back.count === back.expected ? "back" : "short";
  return departed === undefined ? undefined : "departed";
}

/** Whoever is aboard is aboard in any order. */
function ordered(request: DepartureRequest): DepartureRequest {
  return request.kind === "departed" ? { ...request, aboard: [...request.aboard].sort() } : request;
}

/** What the client must have sent for an entry. */
function asRequested(entry: DepartureEntry): Json {
  const { kind, id, at } = entry;
  switch (entry.kind) {
    case "departed":
      return { kind, id, at, aboard: entry.aboard.map((patron) => patron.id).sort(), override: entry.override };
    case "back":
      return { kind, id, at, count: entry.count, reason: entry.reason };
    case "correction":
      return { kind, id, at, entry: entry.entry, reason: entry.reason };
  }
}
