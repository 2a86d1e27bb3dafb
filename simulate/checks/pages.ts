import * as v from "valibot";

import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { CalendarLinkResponse } from "../../rules/contract/api/calendar.ts";
import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { CrewDayResponse } from "../../rules/contract/api/crew.ts";
import { EventResponse, type EventDetail } from "../../rules/contract/api/event.ts";
import { EventsResponse, type EventSummary } from "../../rules/contract/api/month.ts";
import { CALENDAR_PATH } from "../../rules/contract/api/paths/calendar.ts";
import { closeoutPath, PAYMENTS_CSV_PATH } from "../../rules/contract/api/paths/closeouts.ts";
import { crewDayPath } from "../../rules/contract/api/paths/crew.ts";
import { eventPath, EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { dockOf } from "../../rules/departure/state.ts";
import { whoTakesPlaces } from "../../rules/manifest/places.ts";
import { dateOf, monthOf } from "../../rules/time/dates.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { signingClosesAt } from "../../rules/waiver/closing.ts";
import { UNHURT } from "../system/hurts.ts";
import { ALONE } from "../system/turns.ts";
import type { Reply } from "../system/wire.ts";
import { wireOf } from "../people/signing.ts";
import { Violation } from "../world/violation.ts";
import type { World } from "../world/world.ts";
import type { Stored } from "./stored.ts";

/** Somebody who looks at everything, with nothing in the way. */
export interface Inspector {
  readonly world: World;
  readonly cookie: string;
}

async function ask(
  { world, cookie }: Inspector,
  path: string,
  may: readonly number[] = [200],
  body?: string,
): Promise<Reply> {
  const wire = { ...wireOf(body === undefined ? "GET" : "POST", path, "192.0.2.99", body), cookie };
  const { reply, faults } = await world.system.send(wire, ALONE, UNHURT);
  if (!may.includes(reply.status) || faults.length > 0)
    throw new Violation("pages", `${path} answered ${reply.status}: ${reply.text.slice(0, 400)} ${faults.join("\n")}`);
  return reply;
}

async function read<Schema extends v.GenericSchema>(
  inspector: Inspector,
  path: string,
  schema: Schema,
  body?: string,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, JSON.parse((await ask(inspector, path, [200, 201], body)).text));
  if (!parsed.success)
    throw new Violation(
      "pages",
      `${path} is not as it is described: ${v.flatten(parsed.issues).root?.join(" ") ?? JSON.stringify(v.flatten(parsed.issues).nested)}`,
    );
  return parsed.output;
}

/** Opens every page of every charter, and holds it against what is stored. */
export async function checkPages(inspector: Inspector, stored: Stored): Promise<void> {
  const details = new Map<string, EventDetail>();
  for (const [slug, event] of stored.charters) {
    const { event: shown } = await read(inspector, eventPath(slug), EventResponse);
    details.set(shown.slug, shown);
    const same =
      shown.ledger.length === event.payment_log.length &&
      shown.departures.length === event.departures.length &&
      showsList(shown, event) &&
      showsSignatures(shown, (stored.signatures.get(slug) ?? []).length);
    if (!same) throw new Violation("pages", `${slug}'s page does not show all that is stored`);
    await ask(inspector, waiverPath(event.slug), isSigned(inspector.world, event) ? [200] : [410]);
    if (event.slug !== slug) await ask(inspector, waiverPath(slug), [301]);
  }
  await checkLists(inspector, details);
  for (const day of stored.days.keys()) await checkDay(inspector, day, stored);
  const { path } = await read(inspector, CALENDAR_PATH, CalendarLinkResponse, "{}");
  await ask(inspector, path);
}

/** Opening a charter lets who has signed take what places there are: then nobody waits for one any more. */
function showsList(shown: EventDetail, { patrons, removed_patrons }: StoredEvent): boolean {
  const { party, manifest, signatures, status, departures } = shown;
  const removed = Object.entries(removed_patrons).map(([id, { name, listed_at = null }]) => ({ id, name, listed_at }));
  const atTheDock = status === "open" && dockOf(departures) === undefined;
  const before = Object.keys(patrons);
  return (
    before.every((id) => manifest.some((patron) => patron.id === id)) &&
    (manifest.length === before.length || (atTheDock && manifest.length <= (party ?? 0))) &&
    (!atTheDock || whoTakesPlaces({ party, manifest, removed, signatures }).length === 0)
  );
}

/** Each record is shown, or whoever of a flood's is not is counted. */
function showsSignatures(event: EventDetail, records: number): boolean {
  const shown = new Set([...event.signatures, ...event.signatures_lapsed].map(({ id }) => id)).size;
  return event.signatures_more + event.signatures_lapsed_more > 0 ? shown <= records : shown === records;
}

/** A charter is signed until so many hours after its day, unless it is canceled. */
function isSigned({ system, timeZone, closesHours }: World, { slug, status }: StoredEvent): boolean {
  return status !== "canceled" && system.now() <= signingClosesAt(dateOf(slug), closesHours, timeZone).getTime();
}

/** Adds up by hand the cash that each of the crew should have of a day. */
async function checkDay(inspector: Inspector, day: string, { charters }: Stored): Promise<void> {
  const { crew } = await read(inspector, closeoutPath(day), CloseoutResponse);
  const cash = new Map<string, number>();
  for (const { payment_log: ledger } of charters.values())
    for (const entry of ledger) {
      if ((entry.kind !== "payment" && entry.kind !== "refund") || entry.method !== "cash") continue;
      if ((entry.day ?? dayOf(entry.timestamp, inspector.world.timeZone)) !== day) continue;
      const reversed = ledger.some((other) => other.kind === "reversal" && other.entry === entry.id);
      const cents = reversed ? 0 : entry.kind === "payment" ? entry.amount_cents : -entry.amount_cents;
      cash.set(entry.recorded_by, (cash.get(entry.recorded_by) ?? 0) + cents);
    }
  const told = JSON.stringify(crew.map((one) => [one.crew, one.expected_cents]));
  const counted = JSON.stringify([...cash].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (told !== counted)
    throw new Violation("closeouts", `The closeout of ${day} expects ${told}, and the ledgers hold ${counted}`);
}

/** The lists of months and days name every charter, and count what its own page counts. */
async function checkLists(inspector: Inspector, details: ReadonlyMap<string, EventDetail>): Promise<void> {
  // Indexes follow within a second or so.
  await inspector.world.system.moveTo(inspector.world.system.now() + 2_000);
  const listed = new Map<string, EventSummary>();
  for (const month of new Set([...details.keys()].map(monthOf))) {
    const { events } = await read(inspector, `${EVENTS_PATH}?month=${month}`, EventsResponse);
    for (const event of events) listed.set(event.slug, event);
    await ask(inspector, `${PAYMENTS_CSV_PATH}?month=${month}`);
  }
  for (const day of new Set([...details.keys()].map(dateOf))) await read(inspector, crewDayPath(day), CrewDayResponse);
  for (const [slug, { signed, signed_listed, paid_cents, mail_failed, patrons, moves, ...event }] of details) {
    const line = listed.get(slug);
    // The index does not know of one that is back under its very first slug that it was moved (decision 34, Known).
    const aboard = moves[0]?.from === slug ? line?.aboard : event.aboard;
    if (line === undefined) throw new Violation("pages", `The month list does not name ${slug}`);
    const shown = JSON.stringify({ signed, signed_listed, paid_cents, mail_failed, patrons, aboard });
    const told = JSON.stringify({
      signed: line.signed,
      signed_listed: line.signed_listed,
      paid_cents: line.paid_cents,
      mail_failed: line.mail_failed,
      patrons: line.patrons,
      aboard: line.aboard,
    });
    if (shown !== told) throw new Violation("tally", `The month list tells ${told} of ${slug}, and its page ${shown}`);
  }
}
