import type { Receipt } from "../../rules/contract/api/payment.ts";
import { seal, type Place } from "../seals/seal.ts";
import type { Revised } from "../seals/revisionSeal.ts";

/** The places of what is sealed on a charter's item: where its record lies, by whichever slug it goes. */
export const paymentPlace = (home: string): Place => ["payment", home];
export const receiptPlace = (home: string): Place => ["receipt", home];
export const departurePlace = (home: string): Place => ["departure", home];
export const briefingPlace = (home: string): Place => ["briefing", home];
export const detailsPlace = (home: string): Place => ["details", home];
export const movePlace = (home: string): Place => ["move", home];
export const callOffPlace = (home: string): Place => ["call-off", home];

/** Seals a receipt that is asked for on a charter. */
export function sealReceipt(home: string, receipt: Receipt): Receipt {
  return seal(receiptPlace(home), receipt);
}

/** What of a charter's item its details seal holds: what was agreed, whom she may carry, and who sails. */
const SEALED_DETAILS = [
  "event_id",
  "timestamp",
  "period",
  "first_name",
  "title",
  "starts_at",
  "vessel",
  "capacity",
  "required_crew",
  "price_cents",
  "status",
  "note",
  "crew",
  "currency",
  "revision",
  "created_id",
  "created_by",
  "created_at",
  "created_sha256",
  "changed_at",
] as const;

/** Gathers the details that are sealed. What says nothing is left out: on an adopted item it is not even there. */
export function revisedDetails(item: Readonly<Record<string, unknown>>): Revised {
  const held = SEALED_DETAILS.map((name) => [name, item[name]] as const).filter(([, value]) => !saysNothing(value));
  const { revision, changed_at } = item;
  return {
    content: Object.fromEntries(held),
    revision: typeof revision === "number" ? revision : 0,
    trace: typeof changed_at === "string" ? changed_at : "",
  };
}

function saysNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
