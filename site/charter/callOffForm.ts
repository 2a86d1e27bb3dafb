import * as v from "valibot";

import { MONEY_AFTER, type CallOffRequest } from "../../rules/contract/api/callOff.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { Reason } from "../../rules/contract/api/fields.ts";
import { formatMoney } from "../../rules/money/money.ts";
import type { Errors, Read } from "../forms/read.ts";

/** What an admin types to call a charter off; text as typed. */
export interface CallOffValues {
  /** `move`, or what becomes of the money. */
  readonly end: string;
  readonly reason: string;
}

/** What may become of a charter that cannot sail: another day, or off, with an end for what was paid. */
export function endsOf({ paid_cents, currency }: EventDetail): readonly (readonly [string, string])[] {
  const paid = formatMoney(paid_cents, currency);
  return [
    ["move", "They sail another day"],
    ...(paid_cents > 0 ? [["credit", `It is off: keep ${paid} as a credit`] as const] : []),
    ["refund", paid_cents > 0 ? `It is off: refund ${paid}` : "It is off"],
  ];
}

/** Reads the form of a charter that is off. */
export function readCallOff(
  { end, reason: typed }: CallOffValues,
  { revision }: EventDetail,
): Read<Omit<CallOffRequest, "id">> {
  const money = MONEY_AFTER.find((known) => known === end);
  const reason = v.safeParse(Reason, typed);
  const errors: Errors = {
    ...(money === undefined ? { end: "Choose what happens." } : {}),
    ...(reason.success ? {} : { reason: "Say why: everybody who is told reads it." }),
  };
  if (money === undefined || !reason.success) return { ok: false, errors };
  return { ok: true, request: { revision, money, reason: reason.output } };
}
