import * as v from "valibot";

import { BriefingRequest } from "../../rules/contract/api/departure.ts";
import { AddPatronsRequest, ChangePatronRequest, type EventDetail } from "../../rules/contract/api/event.ts";
import { LogPaymentRequest, type Payment } from "../../rules/contract/api/payment.ts";
import { SignRequest } from "../../rules/contract/api/waiver.ts";
import { balanceOf } from "../../rules/money/ledger.ts";
import { isMinor } from "../../rules/waiver/participants.ts";
import { countSigned } from "../../rules/manifest/whoHasSigned.ts";
import type { Entry, Write } from "./entry.ts";

/** Shows a charter as it will be once everything that waits has been sent. What the server has already is not shown twice. */
export function withWaiting(event: EventDetail, entries: readonly Entry[]): EventDetail {
  const mine = entries.filter(({ write, refusal }) => write.slug === event.slug && refusal === null);
  if (mine.length === 0) return event;
  return count(mine.reduce((shown, { write }) => apply(shown, write), event));
}

function apply(event: EventDetail, write: Write): EventDetail {
  switch (write.kind) {
    case "add-patrons":
      return addPatrons(event, write);
    case "change-patron":
      return changePatron(event, write);
    case "briefing":
      return brief(event, write);
    case "payment":
      return pay(event, write);
    case "signature":
      return sign(event, write);
    default:
      return event;
  }
}

function addPatrons(event: EventDetail, { body, by }: Write): EventDetail {
  const read = v.safeParse(AddPatronsRequest, body);
  if (!read.success) return event;
  const { patrons, at } = read.output;
  const known = new Set(event.manifest.map(({ id }) => id));
  const added = patrons
    .filter(({ id }) => !known.has(id))
    .map(({ id, name, email, aboard }) => ({
      id,
      name,
      email,
      aboard_at: aboard ? at : null,
      checked: aboard ? { at, received_at: at, by } : null,
      listed_at: null,
      reminded_at: null,
      opted_out: false,
    }));
  return { ...event, manifest: [...event.manifest, ...added] };
}

function changePatron(event: EventDetail, { body, subjects, by }: Write): EventDetail {
  const read = v.safeParse(ChangePatronRequest, body);
  if (!read.success) return event;
  const { at, name, email, aboard, listed } = read.output;
  const manifest = event.manifest.flatMap((patron) => {
    if (!subjects.includes(`patron:${patron.id}`)) return [patron];
    if (listed === false) return [];
    // Of two checks the later one counts, also if another device made it meanwhile.
    const late = (patron.checked?.at ?? "") >= at;
    const check =
      aboard === undefined || late ? {} : { aboard_at: aboard ? at : null, checked: { at, received_at: at, by } };
    return [
      { ...patron, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }), ...check },
    ];
  });
  return { ...event, manifest };
}

function brief(event: EventDetail, { body, by, by_name, at: written }: Write): EventDetail {
  const read = v.safeParse(BriefingRequest, body);
  if (!read.success || (event.briefing?.at ?? "") >= read.output.at) return event;
  return { ...event, briefing: { ...read.output, received_at: written, by, name: by_name || by } };
}

function pay(event: EventDetail, { body, by, at }: Write): EventDetail {
  const read = v.safeParse(LogPaymentRequest, body);
  if (!read.success || event.ledger.some(({ id }) => id === read.output.id)) return event;
  const { id, patron, purpose, amount_cents, method, timestamp, note } = read.output;
  const payment: Payment = {
    kind: "payment",
    id,
    patron,
    purpose,
    amount_cents,
    currency: event.currency,
    method,
    timestamp,
    note,
    recorded_by: by,
    recorded_at: at,
  };
  return { ...event, ledger: [...event.ledger, payment] };
}

function sign(event: EventDetail, { body, at }: Write): EventDetail {
  const read = v.safeParse(SignRequest, body);
  if (!read.success || event.signatures.some(({ id }) => id === read.output.id)) return event;
  const { id, participants, signer, emergency_contact, waiver_version, language, place, signed_at } = read.output;
  const signatures = participants.map(({ name, birth_date }) => {
    const minor = isMinor(birth_date, event.date);
    return {
      id,
      participant: name,
      minor,
      guardian: minor ? signer.name : null,
      emergency_contact,
      signed_at,
      received_at: at,
      waiver_version,
      language,
      place,
      // Only the server seals a record: an empty seal tells that it waits.
      record_sha256: "",
    };
  });
  return { ...event, signatures: [...event.signatures, ...signatures] };
}

/** Counts anew what the list of charters and the glance show. */
function count(event: EventDetail): EventDetail {
  const balance = balanceOf(event.ledger);
  return {
    ...event,
    patrons: event.manifest.length,
    aboard: event.manifest.filter(({ aboard_at }) => aboard_at !== null).length,
    signed: countSigned(event.signatures.map(({ participant }) => participant)),
    paid_cents: balance,
    balance_cents: balance,
  };
}
