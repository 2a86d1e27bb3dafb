import * as v from "valibot";

import { findBroken } from "../../rules/charter/parts.ts";
import type { Byline } from "../../rules/charter/outcome.ts";
import { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departing.ts";
import {
  AddPatronsRequest,
  ChangePatronRequest,
  type EventDetail,
  type Patron,
} from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import { SignRequest } from "../../rules/contract/api/waiver.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { decideBriefing } from "../../rules/departure/briefing.ts";
import { decideDeparture } from "../../rules/departure/entry.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { dockOf } from "../../rules/departure/state.ts";
import { decideAddedPatrons } from "../../rules/manifest/addPatrons.ts";
import { goesBy } from "../../rules/charter/goesBy.ts";
import { decidePatronChange } from "../../rules/manifest/changePatron.ts";
import type { PatronState } from "../../rules/manifest/patronState.ts";
import { countListed, countPeople, matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { balanceOf } from "../../rules/money/ledger.ts";
import { newPayment } from "../../rules/money/newPayment.ts";
import { summarizeSignature } from "../../rules/waiver/summarizeSignature.ts";
import type { Entry, Write } from "./entry.ts";

/**
 * Shows a charter as it will be once everything that waits has been sent. What the server has already is not shown twice.
 * `names`: of the crew by e-mail, as far as this page knows them.
 */
export function withWaiting(
  event: EventDetail,
  entries: readonly Entry[],
  names: ReadonlyMap<string, string> = new Map(),
): EventDetail {
  const mine = entries.filter(({ write, refusal }) => goesBy(event, write.slug) && refusal === null);
  if (mine.length === 0) return event;
  const shown = mine.reduce((before, { write }) => apply(before, write, names), open(event));
  return count({ ...shown.event, manifest: listed(shown.everybody) });
}

type Known = Patron & PatronState;

/** A charter while what waits is laid on it: who is taken off the list by one write may be put back by another. */
interface Shown {
  readonly event: EventDetail;
  readonly everybody: ReadonlyMap<string, Known>;
}

function open(event: EventDetail): Shown {
  return { event, everybody: new Map(event.manifest.map((patron) => [patron.id, { ...patron, listed: true }])) };
}

function listed(everybody: Shown["everybody"]): Patron[] {
  return [...everybody.values()].flatMap(({ listed: on, ...patron }) => (on ? [patron] : []));
}

/** Hands a write to the rule that the server will hand it to. What the rule refuses, and what this build does not know, shows nothing. */
function apply(shown: Shown, write: Write, names: ReadonlyMap<string, string>): Shown {
  switch (write.kind) {
    case "add-patrons":
      return addPatrons(shown, write);
    case "change-patron":
      return changePatron(shown, write);
    case "briefing":
      return { ...shown, event: brief(shown.event, write) };
    case "departure":
      return { ...shown, event: depart(shown, write, names) };
    case "payment":
      return { ...shown, event: pay(shown.event, write) };
    case "signature":
      return { ...shown, event: sign(shown.event, write) };
    default:
      return shown;
  }
}

function bylineOf({ at, by, by_name }: Write): Byline {
  return { at, by, name: by_name || by, waits: true };
}

function addPatrons(shown: Shown, write: Write): Shown {
  const read = v.safeParse(AddPatronsRequest, write.body);
  if (!read.success) return shown;
  const outcome = decideAddedPatrons(shown.everybody, read.output, bylineOf(write));
  if (outcome.kind !== "changed") return shown;
  const added = outcome.added.map(
    ({ id, patron }) => [id, { id, ...patron, reminded_at: null, opted_out: false }] as const,
  );
  return { event: tell(shown.event, outcome.lines), everybody: new Map([...shown.everybody, ...added]) };
}

function changePatron({ event, everybody }: Shown, write: Write): Shown {
  const read = v.safeParse(ChangePatronRequest, write.body);
  const patron = [...everybody.values()].find(({ id }) => write.subjects.includes(`patron:${id}`));
  if (!read.success || patron === undefined) return { event, everybody };
  const facts = { manifest: everybody, history: event.history, signatures: event.signatures };
  const outcome = decidePatronChange(facts, patron.id, read.output, bylineOf(write));
  if (outcome.kind !== "changed") return { event, everybody };
  return {
    event: tell(event, outcome.lines),
    everybody: new Map([...everybody, [patron.id, { ...patron, ...outcome.patron }]]),
  };
}

function brief(event: EventDetail, write: Write): EventDetail {
  const read = v.safeParse(BriefingRequest, write.body);
  if (!read.success) return event;
  const outcome = decideBriefing(event, read.output, bylineOf(write));
  return outcome.kind === "changed" ? { ...tell(event, outcome.lines), briefing: outcome.briefing } : event;
}

/** As the server will: a later one of what waits is decided on these lines, too. */
function tell(event: EventDetail, lines: readonly HistoryLine[]): EventDetail {
  return { ...event, history: [...event.history, ...lines] };
}

/** Only the server knows all of the crew by name: until it has told, the address of whom nothing here names stands in the record. */
function depart({ event, everybody }: Shown, write: Write, names: ReadonlyMap<string, string>): EventDetail {
  const read = v.safeParse(DepartureRequest, write.body);
  if (!read.success) return event;
  const charter = { ...event, manifest: listed(everybody) };
  const byline = bylineOf(write);
  const known = new Map([...namesByMail(event), [byline.by, byline.name], ...names]);
  const outcome = decideDeparture(charter, read.output, { byline, nameOf: (email) => known.get(email) ?? email });
  return outcome.kind === "changed" ? { ...event, departures: [...outcome.departures] } : event;
}

function pay(event: EventDetail, write: Write): EventDetail {
  const read = v.safeParse(LogPaymentRequest, write.body);
  if (!read.success || event.ledger.some(({ id }) => id === read.output.id)) return event;
  const ledger = [...event.ledger, newPayment(read.output, event.currency, write)];
  // At once, as a departure that waits behind it judges what is due; and not the ledger's own sum: a newer version may have
  // written into it what this one cannot count.
  const balance = event.paid_cents + balanceOf(ledger) - balanceOf(event.ledger);
  return { ...event, ledger, paid_cents: balance, balance_cents: balance };
}

function sign(event: EventDetail, { body, at }: Write): EventDetail {
  const read = v.safeParse(SignRequest, body);
  if (!read.success || event.signatures.some(({ id }) => id === read.output.id)) return event;
  const { participants, signer, id, emergency_contact, signed_at, waiver_version, language, place } = read.output;
  const shared = { id, emergency_contact, signed_at, received_at: at, waiver_version, language, place };
  // Only the server seals a record: an empty seal tells that it waits.
  const signatures = summarizeSignature({ ...shared, record_sha256: "" }, participants, signer, event.date);
  return { ...event, signatures: [...event.signatures, ...signatures] };
}

/** Tells where a charter stands by now. Whether it has left, only all of the record says. */
function standingOf(event: EventDetail): EventDetail["standing"] {
  if (findBroken(event, "departures") !== undefined) return event.standing;
  return dockOf(event.departures) ?? assessDeparture(event).verdict;
}

/** Counts anew what the list of charters and the glance show. */
function count(event: EventDetail): EventDetail {
  return {
    ...event,
    patrons: event.manifest.length,
    aboard: event.manifest.filter(({ aboard_at }) => aboard_at !== null).length,
    signed: countPeople(event.signatures) + event.signatures_more,
    signed_listed: countListed(matchSignatures(event.manifest, event.signatures)),
    standing: standingOf(event),
  };
}
