import { createHash } from "node:crypto";
import * as v from "valibot";

import type { CreateEventRequest } from "../../rules/contract/api/event.ts";
import { monthOf } from "../../rules/time/dates.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { rosterMessages } from "../../rules/crew/roster.ts";
import { foldFirstName } from "../../rules/charter/firstName.ts";
import type { Table } from "../dynamodb/table.ts";
import { newRosterMails } from "../charter/newMails.ts";
import { signLine } from "../charter/history.ts";
import { outboxOf } from "../charter/queueMails.ts";
import { readParts } from "../charter/read.ts";
import { eventKey, StoredEvent, type StoredPatron } from "../charter/stored.ts";
import { detailsPlace, revisedDetails } from "../charter/sealed.ts";
import { sealRevision } from "../seals/revisionSeal.ts";
import { firstNamesake } from "./namesakes.ts";

export type CreateEventResult =
  | { readonly ok: true; readonly slug: string; readonly created: boolean }
  | { readonly ok: false; readonly reason: "no-first-name" | "id-taken" | "too-many-namesakes" };

export interface CreationContext {
  readonly currency: string;
  /** The admin. */
  readonly by: Account;
  /** What links in mails to the crew start with. */
  readonly origin: string;
  readonly now: Date;
}

/** By what the request that created a charter is known again. */
const StoredCreation = v.pick(StoredEvent, ["created_id", "created_sha256"]);

/** Creates a charter under the first free slug; the same request again finds the one it created before. */
export async function createEvent(
  table: Table,
  request: CreateEventRequest,
  context: CreationContext,
): Promise<CreateEventResult> {
  const firstName = foldFirstName(request.first_name);
  if (firstName === undefined) return { ok: false, reason: "no-first-name" };
  const created_sha256 = createHash("sha256").update(canonicalJson(request)).digest("hex");
  const { date, period } = request;
  const result = await firstNamesake<CreateEventResult>({ date, firstName, period }, async (slug) => {
    const event = { ...newEvent(slug, request, context), created_sha256 };
    const details_seal = sealRevision(detailsPlace(slug), revisedDetails(event));
    const written = await table.putNew({ ...event, details_seal });
    if (written.ok) return { ok: true, slug, created: true };
    const taken = (await readParts(table, slug, StoredCreation))?.seen;
    if (taken?.created_sha256 === created_sha256) return { ok: true, slug, created: false };
    return taken?.created_id === request.id ? { ok: false, reason: "id-taken" } : undefined;
  });
  return result ?? { ok: false, reason: "too-many-namesakes" };
}

function newEvent(slug: string, request: CreateEventRequest, { currency, by, origin, now }: CreationContext) {
  const crew = request.crew ?? [];
  const nobody = { crew: [], status: "open", starts_at: "", vessel: "" } as const;
  const mails = newRosterMails(rosterMessages(nobody, { ...nobody, crew }), { slug, cause: "created", origin, now });
  const booked = bookerOf(request, now);
  const { party = null } = request;
  return {
    ...eventKey(slug),
    month: monthOf(request.date),
    period: request.period,
    first_name: request.first_name,
    title: request.title ?? "",
    starts_at: request.starts_at ?? "",
    vessel: request.vessel ?? "",
    ...(party === null ? {} : { party }),
    capacity: request.capacity ?? null,
    required_crew: request.required_crew ?? null,
    price_cents: request.price_cents ?? null,
    status: "open",
    note: request.note ?? "",
    crew,
    revision: 1,
    currency,
    paid_cents: 0,
    payment_log: [],
    ledger_bytes: 0,
    mail_failed: 0,
    // The maps that nested updates write into exist from the start; see charter/update.ts for items that lack them.
    patrons: Object.fromEntries(booked.map(({ id, ...patron }) => [id, patron])),
    ...(booked.length === 0 ? {} : { origin }),
    ...outboxOf(mails),
    departures: [],
    history: linesOf(request, by, now),
    created_id: request.id,
    created_by: by.email,
    created_at: now.toISOString(),
    changed_at: now.toISOString(),
  };
}

/** Who booked is on the list from the start. */
function bookerOf({ booker }: CreateEventRequest, now: Date): readonly ({ readonly id: string } & StoredPatron)[] {
  if (booker === undefined) return [];
  const { id, name, email, phone } = booker;
  return [{ id, name, email, ...(phone === null ? {} : { phone }), place: 0, added_at: now.toISOString() }];
}

function linesOf({ booker }: CreateEventRequest, by: Account, now: Date): readonly HistoryLine[] {
  const signed = signLine(by, now);
  const added = { kind: "added" as const, names: [booker?.name ?? ""], more: 0, done_at: signed.at, ...signed };
  return [{ kind: "created", ...signed }, ...(booker === undefined ? [] : [added])];
}
