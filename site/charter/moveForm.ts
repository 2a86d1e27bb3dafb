import * as v from "valibot";

import type { EventDetail, Patron } from "../../rules/contract/api/event.ts";
import { ChosenDate, PeriodField, Reason, Title, TITLE_MAX } from "../../rules/contract/api/fields.ts";
import type { MoveRequest } from "../../rules/contract/api/move.ts";
import { addDays } from "../../rules/time/dates.ts";
import type { Errors, Read } from "../forms/read.ts";

/** What an admin types to move a charter; text as typed. */
export interface MoveValues {
  readonly date: string;
  readonly period: string;
  readonly starts_at: string;
  readonly vessel: string;
  readonly signatures: MoveRequest["signatures"];
  readonly reason: string;
}

/** What the form begins with: the next day, and all else as it is. */
export function moveValues({ date, period, starts_at, vessel }: EventDetail): MoveValues {
  return { date: addDays(date, 1), period, starts_at, vessel, signatures: "kept", reason: "" };
}

/** The start that fits a part of the day: the charter's own in its own, none in another, until somebody types one. */
export function startIn(period: string, { starts_at }: MoveValues, event: EventDetail): string {
  if (starts_at !== "" && starts_at !== event.starts_at) return starts_at;
  return period === event.period ? event.starts_at : "";
}

/** A move as it is typed; its request gets an id when the form opens. */
export type TypedMove = Omit<MoveRequest, "id">;

/** Reads the form. */
export function readMove(values: MoveValues, event: EventDetail): Read<TypedMove> {
  const period = v.safeParse(PeriodField, values.period);
  const reason = v.safeParse(Reason, values.reason);
  const stays = values.date === event.date && values.period === event.period;
  const errors: Errors = {
    ...(v.is(ChosenDate, values.date) ? {} : { date: "Choose the day, in the years 2000 to 2100." }),
    ...(stays ? { date: "That is where it is. Choose another day or part of the day." } : {}),
    ...(period.success ? {} : { period: "Choose the part of the day." }),
    ...(v.is(Title, values.vessel) ? {} : { vessel: `One line of at most ${TITLE_MAX} characters.` }),
    ...(reason.success ? {} : { reason: "Say why: everybody who is told reads it." }),
  };
  if (Object.keys(errors).length > 0 || !period.success || !reason.success) return { ok: false, errors };
  const { date, starts_at, signatures } = values;
  const typed = { revision: event.revision, date, period: period.output, starts_at, vessel: values.vessel.trim() };
  return { ok: true, request: { ...typed, signatures, reason: reason.output } };
}

/** Who of a charter hears of a move by mail, and whom somebody has to call. */
export function whoIsTold({ crew, manifest }: Pick<EventDetail, "crew" | "manifest">) {
  const patrons = manifest.filter(({ email }) => email !== null).length;
  return { crew: crew.length, patrons, call: manifest.filter(({ email }) => email === null).map(({ name }) => name) };
}

/**
 * Whom the last move has reached by no mail: who has no address or another one since, whose mail found no room, and who came
 * on the list after it.
 */
export function untoldOf({ manifest, moves }: Pick<EventDetail, "manifest" | "moves">): readonly string[] {
  const last = moves.at(-1);
  if (last === undefined) return [];
  const isTold = ({ id, email, email_at, added_at, listed_at }: Patron): boolean =>
    email !== null &&
    !last.untold.includes(id) &&
    [email_at, added_at, listed_at].every((since) => (since ?? last.at) <= last.at);
  return manifest.filter((patron) => !isTold(patron)).map(({ name }) => name);
}
