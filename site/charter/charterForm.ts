import * as v from "valibot";

import {
  CAPACITY_MAX,
  PARTY_MAX,
  REQUIRED_CREW_MAX,
  type Booker,
  type ChangeEventRequest,
  type CreateEventRequest,
  type EventDetail,
} from "../../rules/contract/api/event.ts";
import { ChosenDate, Email, NAME_MAX, PeriodField, PersonName } from "../../rules/contract/api/fields.ts";
import { Phone } from "../../rules/contract/api/signing.ts";
import { foldFirstName } from "../../rules/charter/firstName.ts";
import { parseAmount, plainAmount } from "../../rules/money/money.ts";
import { WEEKS_MAX, weeklyFrom } from "../../rules/charter/weekly.ts";
import { formatSlug, isCalendarDate } from "../../rules/contract/slug.ts";
import { addDays } from "../../rules/time/dates.ts";
import { readOptional } from "../forms/readOptional.ts";
import { readCount } from "../forms/readCount.ts";
import type { Errors, Read } from "../forms/read.ts";

/** What an admin types about a charter; text as typed. */
export interface DetailValues {
  readonly title: string;
  readonly starts_at: string;
  readonly vessel: string;
  /** How many come. */
  readonly party: string;
  readonly capacity: string;
  readonly required_crew: string;
  readonly price: string;
  readonly note: string;
}

export interface NewValues extends DetailValues {
  readonly date: string;
  readonly first_name: string;
  readonly period: string;
  /** Of who booked, with whom the list begins where there is a last name. */
  readonly last_name: string;
  readonly email: string;
  readonly phone: string;
  /** How many charters, a week apart. */
  readonly weeks: string;
}

/** The fields of a charter that the forms share, as they are sent. */
export type Details = Required<Omit<ChangeEventRequest, "revision" | "status" | "crew">>;

/** Shows the address a new charter will live at, once enough is typed. A second Jane gets a number from the server. */
export function slugPreview({ date, first_name, period }: NewValues): string | undefined {
  const firstName = foldFirstName(first_name);
  const known = v.safeParse(PeriodField, period);
  if (firstName === undefined || !known.success || !v.is(ChosenDate, date)) return undefined;
  return formatSlug({ date, firstName, period: known.output });
}

/** A new charter as it is typed; its request gets an id when it is sent. */
export type TypedCharter = Omit<CreateEventRequest, "id">;

/** Reads the form of a new charter, or of one a week; `bookerId` is that of who booked on each list. */
export function readNewCharters(values: NewValues, currency: string, bookerId: string): Read<readonly TypedCharter[]> {
  const details = readDetails(values, currency);
  const booker = readBooker(values, bookerId);
  const name = v.safeParse(PersonName, values.first_name);
  const period = v.safeParse(PeriodField, values.period);
  const weeks = readCount(values.weeks, WEEKS_MAX);
  const dates = isCalendarDate(values.date) ? weeklyFrom(values.date, weeks ?? 1) : [];
  const errors: Errors = {
    ...(dates.length > 0 && dates.every((date) => v.is(ChosenDate, date))
      ? {}
      : { date: "Choose the day, in the years 2000 to 2100." }),
    ...(weeks === undefined ? { weeks: countProblem(WEEKS_MAX) } : {}),
    ...(name.success ? nameProblem(name.output) : { first_name: "Enter the first name of who booked." }),
    ...(period.success ? {} : { period: "Choose the part of the day." }),
    ...(booker.ok ? {} : booker.errors),
    ...(details.ok ? {} : details.errors),
  };
  if (Object.keys(errors).length > 0 || !name.success || !period.success || !booker.ok || !details.ok)
    return { ok: false, errors };
  const { party, ...others } = details.request;
  // An API from before, taken back, knows no party: it is asked for one only where somebody has said how many come.
  const asked = { ...others, ...(party === null ? {} : { party }) };
  const each = { first_name: name.output, period: period.output, ...booker.request, ...asked };
  return { ok: true, request: dates.map((date) => ({ date, ...each })) };
}

/** The list takes whole names, as waivers are signed by them: without a last name it begins with nobody. */
function readBooker({ first_name, last_name, ...typed }: NewValues, id: string): Read<{ readonly booker?: Booker }> {
  const name = v.safeParse(PersonName, `${first_name.trim()} ${last_name.trim()}`);
  const [email, phone] = [readOptional(Email, typed.email), readOptional(Phone, typed.phone)];
  const isNamed = last_name.trim() !== "";
  const errors: Errors = {
    ...(!isNamed && (email !== null || phone !== null)
      ? { last_name: "Enter the last name, too: the list takes whole names, as waivers are signed." }
      : {}),
    ...(isNamed && !name.success ? { last_name: `Use at most ${NAME_MAX} characters with the first name.` } : {}),
    ...(email === undefined ? { email: "Check the address, or leave it empty." } : {}),
    ...(phone === undefined ? { phone: "Check the number, or leave it empty." } : {}),
  };
  if (Object.keys(errors).length > 0 || !name.success || email === undefined || phone === undefined)
    return { ok: false, errors };
  return { ok: true, request: isNamed ? { booker: { id, name: name.output, email, phone } } : {} };
}

function nameProblem(name: string): Errors {
  return foldFirstName(name) === undefined
    ? { first_name: "Use at least one Latin letter, to start the link with." }
    : {};
}

/** Reads the fields that both charter forms share. */
export function readDetails(values: DetailValues, currency: string): Read<Details> {
  const price = values.price.trim() === "" ? undefined : parseAmount(values.price, currency);
  const party = readCount(values.party, PARTY_MAX);
  const capacity = readCount(values.capacity, CAPACITY_MAX);
  const requiredCrew = readCount(values.required_crew, REQUIRED_CREW_MAX);
  const errors: Errors = {
    ...(party === undefined ? { party: countProblem(PARTY_MAX) } : {}),
    ...(capacity === undefined ? { capacity: countProblem(CAPACITY_MAX) } : {}),
    ...(requiredCrew === undefined ? { required_crew: countProblem(REQUIRED_CREW_MAX) } : {}),
    ...(price?.ok === false ? { price_cents: price.problem } : {}),
  };
  if (party === undefined || capacity === undefined || requiredCrew === undefined || price?.ok === false)
    return { ok: false, errors };
  return {
    ok: true,
    request: {
      title: values.title.trim(),
      starts_at: values.starts_at,
      vessel: values.vessel.trim(),
      note: values.note.trim(),
      party,
      capacity,
      required_crew: requiredCrew,
      price_cents: price === undefined ? null : price.cents,
    },
  };
}

function countProblem(max: number): string {
  return `Enter a whole number from 1 to ${max}, or leave it empty.`;
}

/** Fills the edit form from a charter. */
export function detailValues(event: EventDetail): DetailValues {
  return {
    title: event.title,
    starts_at: event.starts_at,
    vessel: event.vessel,
    note: event.note,
    party: event.party === null ? "" : String(event.party),
    capacity: event.capacity === null ? "" : String(event.capacity),
    required_crew: event.required_crew === null ? "" : String(event.required_crew),
    price: event.price_cents === null ? "" : plainAmount(event.price_cents, event.currency),
  };
}

const NOBODY = { last_name: "", email: "", phone: "", party: "" };

/** What the form of a new charter begins with on a day. */
export function emptyValues(date: string): NewValues {
  return {
    date,
    first_name: "",
    ...NOBODY,
    period: "",
    weeks: "1",
    title: "",
    starts_at: "",
    vessel: "",
    capacity: "",
    required_crew: "",
    price: "",
    note: "",
  };
}

/** Fills the form of a new charter from another one, a week later. */
export function duplicateValues(event: EventDetail): NewValues {
  const { date, first_name, period } = event;
  return { ...detailValues(event), ...NOBODY, date: addDays(date, 7), first_name, period, weeks: "1" };
}

/** Chooses a part of the day, with its usual start: what somebody has typed of the start themselves stays. */
export function choosePeriod(
  { period: before, starts_at }: Pick<NewValues, "period" | "starts_at">,
  period: string,
  usual: Readonly<Record<string, string>>,
): Pick<NewValues, "period" | "starts_at"> {
  const isOwn = starts_at !== "" && starts_at !== usual[before];
  return { period, starts_at: isOwn ? starts_at : (usual[period] ?? "") };
}
