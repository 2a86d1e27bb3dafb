import { eventPath } from "../../rules/contract/api/paths/events.ts";
import { PAYMENT_PATH } from "../../rules/contract/api/paths/payments.ts";
import type { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { AddPatronsRequest, ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { namesOf } from "../../rules/people/names.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Write } from "./entry.ts";

/** Who writes, in which currency, and where ids come from. */
export interface Author {
  readonly by: string;
  readonly by_name: string;
  readonly currency: string;
  readonly newId: () => string;
}

/** Makes the write that puts patrons on the list. */
export function addPatronsWrite(slug: string, body: AddPatronsRequest, { by, by_name, newId }: Author): Write {
  return {
    id: newId(),
    slug,
    subjects: body.patrons.flatMap(({ id }) => [`patron:${id}`, listedAs(id)]),
    needs: [],
    kind: "add-patrons",
    method: "POST",
    path: eventPath(slug, "/patrons"),
    body,
    sentence: sayAdded(body),
    by,
    by_name,
    at: body.at,
  };
}

/** A walk-up goes aboard by the same act. */
function sayAdded({ patrons }: AddPatronsRequest): string {
  const named = (isAboard: boolean): string =>
    namesOf(patrons.flatMap(({ name, aboard = false }) => (aboard === isAboard ? [name] : [])));
  const [listed, aboard] = [named(false), named(true)];
  return `Add ${namesOf([...(listed === "" ? [] : [`${listed} to the list`]), ...(aboard === "" ? [] : [`${aboard} aboard`])])}`;
}

/** What whatever is said of a patron needs: that they are known. */
function listedAs(id: string): string {
  return `listed:${id}`;
}

/** Makes the write that checks a patron aboard or ashore, renames one, takes one off the list, or says whether a signature counts for one. Each tap is a write of its own. */
export function changePatronWrite(
  slug: string,
  patron: {
    readonly id: string;
    readonly name: string;
    /** Under which name the signature was given that is spoken of. */
    readonly signed_as?: string;
  },
  body: ChangePatronRequest,
  author: Author,
): Write {
  return {
    id: author.newId(),
    slug,
    subjects: [`patron:${patron.id}`],
    needs: [listedAs(patron.id)],
    kind: "change-patron",
    method: "PATCH",
    path: eventPath(slug, `/patrons/${patron.id}`),
    body,
    sentence: sayChange(patron, body),
    by: author.by,
    by_name: author.by_name,
    at: body.at,
  };
}

function sayChange(
  { name: patron, signed_as = patron }: Parameters<typeof changePatronWrite>[1],
  { aboard, listed, name, email, phone, signature }: ChangePatronRequest,
): string {
  if (signature !== undefined)
    return `Note that the signature of ${signed_as} ${signature.counts ? "counts" : "does not count"} for ${patron}`;
  if (aboard !== undefined) return `Check ${patron} ${aboard ? "aboard" : "ashore"}`;
  if (listed !== undefined) return listed ? `Put ${patron} back on the list` : `Take ${patron} off the list`;
  const parts = [
    ...(name === undefined ? [] : [`rename ${patron} to ${name}`]),
    ...(email === undefined ? [] : [`change the address of ${patron}`]),
    ...(phone === undefined ? [] : [`change the phone number of ${patron}`]),
  ];
  const all = namesOf(parts);
  return all.slice(0, 1).toUpperCase() + all.slice(1);
}

/** Makes the write that records the safety briefing, or takes it back. */
export function briefingWrite(slug: string, body: BriefingRequest, { by, by_name, newId }: Author): Write {
  return {
    id: newId(),
    slug,
    subjects: ["briefing"],
    needs: [],
    kind: "briefing",
    method: "POST",
    path: eventPath(slug, "/briefing"),
    body,
    sentence: body.given ? "Record the safety briefing" : "Undo the safety briefing",
    by,
    by_name,
    at: body.at,
  };
}

/** What the screen knows of a departure, a return or a correction beside what is sent. */
export interface About {
  /** Whom a departure takes along. */
  readonly people?: Write["people"];
  /** When it was entered, where that is not when it left. */
  readonly entered_at?: string;
  /** The departure that a return ends, with how many left. */
  readonly departed?: { readonly id: string; readonly aboard: readonly unknown[] } | undefined;
}

/** Makes the write that records a departure, the return, or a correction. */
export function departureWrite(
  slug: string,
  body: DepartureRequest,
  { by, by_name }: Author,
  about: About = {},
): Write {
  const after = afterWhat(body, about);
  return {
    id: body.id,
    slug,
    subjects: ["departure", entryOf(body.id)],
    ...(after === undefined ? {} : { needs: after }),
    ...(about.people === undefined ? {} : { people: about.people }),
    kind: "departure",
    method: "POST",
    path: eventPath(slug, "/departures"),
    body,
    sentence: sayDeparture(body, about),
    by,
    by_name,
    at: about.entered_at ?? body.at,
  };
}

function entryOf(id: string): string {
  return `departure:${id}`;
}

/** A return follows from its departure and a correction from its entry; a departure follows from nothing. Undefined is not known. */
function afterWhat(body: DepartureRequest, { departed }: About): string[] | undefined {
  switch (body.kind) {
    case "departed":
      return [];
    case "back":
      return departed && [entryOf(departed.id)];
    case "correction":
      return [entryOf(body.entry)];
  }
}

function sayDeparture(body: DepartureRequest, { departed }: About): string {
  switch (body.kind) {
    case "departed":
      return `Record the departure with ${body.aboard.length} aboard`;
    case "back":
      return `Record ${body.count}${departed === undefined ? "" : ` of ${departed.aboard.length}`} back`;
    case "correction":
      return "Correct the departure record";
  }
}

/** Makes the write that logs a payment. */
export function paymentWrite(body: LogPaymentRequest, { by, by_name, currency }: Author): Write {
  const what = body.purpose === "tip" ? "a tip of " : "";
  return {
    id: body.id,
    slug: body.event,
    subjects: [`entry:${body.id}`],
    needs: [],
    kind: "payment",
    method: "POST",
    path: PAYMENT_PATH,
    body,
    sentence: `Log ${what}${formatMoney(body.amount_cents, currency)} from ${body.patron}`,
    by,
    by_name,
    at: body.timestamp,
  };
}

/** Makes the write of a waiver that was signed at the kiosk: no account is needed to send it. */
export function signatureWrite(slug: string, body: SignRequest): Write {
  const { name } = body.signer;
  const people = body.participants.map((participant) => participant.name);
  const others = people.length === 1 && people[0] === name ? "" : ` for ${namesOf(people)}`;
  return {
    id: body.id,
    slug,
    subjects: [`signature:${body.id}`],
    needs: [],
    kind: "signature",
    method: "POST",
    path: waiverPath(slug),
    body,
    sentence: `Waiver signed by ${name}${others}`,
    by: "",
    by_name: "",
    at: body.signed_at,
  };
}
