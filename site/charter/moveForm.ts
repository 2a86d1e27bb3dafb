import * as v from "valibot";

import type { EventDetail } from "../../rules/contract/api/event.ts";
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

/** What the form begins with: the next day, the reason as far as it was given already, and all else as it is. */
export function moveValues({ date, period, starts_at, vessel }: EventDetail, reason = ""): MoveValues {
  return { date: addDays(date, 1), period, starts_at, vessel, signatures: "kept", reason };
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
