import { setTimeout as wait } from "node:timers/promises";

import type { Departed, DepartureEntry, DepartureRequest } from "../../rules/api/departure.ts";
import type { EventDetail } from "../../rules/api/event.ts";
import type { Account } from "../../rules/api/session.ts";
import { canonicalJson, type Json } from "../../rules/canonicalJson.ts";
import { checkBack, checkCorrection, departureState } from "../../rules/departure.ts";
import { assessDeparture } from "../../rules/manifest.ts";
import { matchSignatures } from "../../rules/waiver.ts";
import { listAccounts } from "../accounts/store.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { busy, idTaken } from "../problem.ts";
import type { Services } from "../services.ts";
import { departureRefused, departuresFull, listChanged, noGo } from "./departureProblems.ts";
import { updateEvent } from "./heal.ts";
import { eventNotFound } from "./problems.ts";
import { readEventDetail } from "./read.ts";
import { eventKey } from "./stored.ts";

/** What departure entries may weigh on the event item, in bytes: fifty aboard a dozen times, or five hundred once. */
const DEPARTURES_BYTES_MAX = 90_000;
const TRIES_MAX = 8;
const PAUSE_MS = 20;

/** Records a departure, a return or a correction of one, once; decided on exactly the entries that it is added to. */
export async function recordDeparture(services: Services, slug: string, request: DepartureRequest, account: Account): Promise<void> {
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const event = await readEventDetail(services.table, slug, services.config.company.currency);
    if (event === undefined) throw eventNotFound();
    const before = event.departures.find(({ id }) => id === request.id);
    if (before !== undefined) {
      if (canonicalJson(asRequested(before)) !== canonicalJson(ordered(request))) throw idTaken();
      return;
    }
    if (await append(services, event, await decide(services, event, request, account))) return;
    await wait(PAUSE_MS * Math.random() * attempt);
  }
  throw busy();
}

async function append({ table }: Services, event: EventDetail, entry: DepartureEntry): Promise<boolean> {
  const entries = [...event.departures, entry];
  if (itemBytes(entries) > DEPARTURES_BYTES_MAX) throw departuresFull();
  const dock = dockOf(entries);
  const written = await updateEvent(table, eventKey(event.slug), {
    update: `SET #departures = list_append(if_not_exists(#departures, :none), :entries)${dock === undefined ? " REMOVE #dock" : ", #dock = :dock"}`,
    condition: `attribute_exists(#event_id) AND ${event.departures.length === 0 ? "(attribute_not_exists(#departures) OR size(#departures) = :seen)" : "size(#departures) = :seen"}`,
    values: { none: [], entries: [entry], seen: event.departures.length, ...(dock === undefined ? {} : { dock }) },
  });
  return written.ok;
}

function dockOf(entries: readonly DepartureEntry[]): "departed" | "back" | "short" | undefined {
  const { departed, back } = departureState(entries);
  if (back !== undefined) return back.count === back.expected ? "back" : "short";
  return departed === undefined ? undefined : "departed";
}

async function decide(services: Services, event: EventDetail, request: DepartureRequest, account: Account): Promise<DepartureEntry> {
  const recorded = { at: request.at, received_at: services.clock().toISOString(), by: account.email, name: account.name };
  const state = departureState(event.departures);
  switch (request.kind) {
    case "departed":
      if (state.departed !== undefined) throw departureRefused("departed-already");
      return { ...(await departure(services, event, request)), ...recorded };
    case "back": {
      const refusal = checkBack(event.departures, request);
      if (refusal !== undefined || state.departed === undefined) throw departureRefused(refusal ?? "not-departed", state.departed?.aboard.length);
      const { kind, id, count, reason } = request;
      return { kind, id, departure: state.departed.id, count, expected: state.departed.aboard.length, reason, ...recorded };
    }
    case "correction": {
      const refusal = checkCorrection(event.departures, request.entry);
      if (refusal !== undefined) throw departureRefused(refusal);
      return { kind: request.kind, id: request.id, entry: request.entry, reason: request.reason, ...recorded };
    }
  }
}

type DepartRequest = Extract<DepartureRequest, { kind: "departed" }>;

async function departure(services: Services, event: EventDetail, { kind, id, aboard: seen, override }: DepartRequest) {
  const aboard = peopleAboard(event);
  if (aboard.length !== seen.length || aboard.some((patron) => !seen.includes(patron.id))) throw listChanged();
  const { verdict, reasons, booked, signed } = assessDeparture(event);
  if (verdict === "no-go" && override === null) throw noGo(reasons);
  const names = new Map((await listAccounts(services.table)).map(({ email, name }) => [email, name]));
  const { vessel, capacity, briefing } = event;
  return {
    kind, id, vessel, capacity, booked, signed, aboard, briefing, verdict, override,
    reasons: [...reasons],
    crew: event.crew.map((email) => ({ id: email, name: names.get(email) ?? email })),
  };
}

/** Who is aboard, with whom to call for them. */
function peopleAboard({ manifest, signatures }: EventDetail): Departed["aboard"] {
  return matchSignatures(manifest, signatures).lines
    .filter(({ patron }) => patron.aboard_at !== null)
    .map(({ patron: { id, name }, signature }) => ({ id, name, emergency_contact: signature?.emergency_contact ?? null }));
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
