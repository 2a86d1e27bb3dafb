import { setTimeout as wait } from "node:timers/promises";

import type { DepartureEntry, DepartureRequest } from "../../rules/contract/api/departure.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { canonicalJson, type Json } from "../../rules/canonicalJson.ts";
import { departureState } from "../../rules/departure/state.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { newOverrideMail, overrideMailId } from "../charter/waitingMail.ts";
import { busy, idTaken } from "../problem.ts";
import type { Services } from "../services.ts";
import type { Changer } from "../events/change.ts";
import { makeDepartureEntry } from "./entry.ts";
import { departuresFull } from "./problems.ts";
import { updateEvent } from "../charter/heal.ts";
import { eventNotFound } from "../events/problems.ts";
import { readEventDetail } from "../events/read.ts";
import { eventKey } from "../charter/stored.ts";

/** What departure entries may weigh on the event item, in bytes: fifty aboard a dozen times, or five hundred once. */
const DEPARTURES_BYTES_MAX = 90_000;
const TRIES_MAX = 8;
const PAUSE_MS = 20;

/** Records a departure, a return or a correction of one, once; decided on exactly the entries that it is added to. */
export async function recordDeparture(
  services: Services,
  slug: string,
  request: DepartureRequest,
  by: Changer,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const event = await readEventDetail(services.table, slug, services.config.company.currency);
    if (event === undefined) throw eventNotFound();
    const before = event.departures.find(({ id }) => id === request.id);
    if (before !== undefined) {
      if (canonicalJson(asRequested(before)) !== canonicalJson(ordered(request))) throw idTaken();
      return;
    }
    if (await append(services, event, await makeDepartureEntry(services, event, request, by.account), by.origin))
      return;
    await wait(PAUSE_MS * Math.random() * attempt);
  }
  throw busy();
}

/** The admin hears of a departure at no go: the mail is in the same update. */
async function append(
  { table, clock }: Services,
  event: EventDetail,
  entry: DepartureEntry,
  origin: string,
): Promise<boolean> {
  const entries = [...event.departures, entry];
  if (itemBytes(entries) > DEPARTURES_BYTES_MAX) throw departuresFull();
  const dock = dockOf(entries);
  const mail = isOverride(entry) ? newOverrideMail(entry, origin, clock()) : undefined;
  const written = await updateEvent(table, eventKey(event.slug), {
    update:
      "SET #departures = list_append(if_not_exists(#departures, :none), :entries)" +
      (mail === undefined ? "" : ", #outbox.#mail = :mail, #outbox_state = :pending, #outbox_due = :due") +
      (dock === undefined ? " REMOVE #dock" : ", #dock = :dock"),
    condition: `attribute_exists(#event_id) AND ${event.departures.length === 0 ? "(attribute_not_exists(#departures) OR size(#departures) = :seen)" : "size(#departures) = :seen"}`,
    names: mail === undefined ? {} : { mail: overrideMailId(entry) },
    values: {
      none: [],
      entries: [entry],
      seen: event.departures.length,
      ...(dock === undefined ? {} : { dock }),
      ...(mail === undefined ? {} : { mail, pending: "pending", due: mail.due }),
    },
  });
  return written.ok;
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
