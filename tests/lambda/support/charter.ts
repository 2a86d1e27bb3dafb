import { textSha256 } from "../../../lambda/waiverTexts/shown.ts";
import { EventResponse, type EventDetail } from "../../../rules/contract/api/event.ts";
import type { SignRequest } from "../../../rules/contract/api/waiver.ts";
import { shownText } from "../../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../../rules/waiver/builtInText.ts";
import { idOf, read, type Client } from "./harness.ts";

/** Creates Jane's charter of 23 May 2026 in a period and answers its slug. */
export async function createCharter(admin: Client, changes: Record<string, unknown> = {}): Promise<string> {
  const body = {
    id: idOf(`charter ${JSON.stringify(changes)}`),
    date: "2026-05-23",
    first_name: "Jane",
    period: "afternoon",
    price_cents: 60_000,
    ...changes,
  };
  return read(EventResponse, await admin.send("POST", "/api/events", body)).event.slug;
}

/** Reads a charter. */
export async function readCharter(client: Client, slug: string): Promise<EventDetail> {
  return read(EventResponse, await client.send("GET", `/api/event/${slug}`)).event;
}

/** A payment as the dashboard sends it. */
export function payment(event: string, id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: idOf(id),
    event,
    patron: "Jane Doe",
    amount_cents: 12_000,
    method: "cash",
    timestamp: "2026-05-23T17:59:00.000Z",
    note: "",
    ...changes,
  };
}

/** An adult's signature as the waiver page sends it, on the text that comes with the program, in the language of the page. */
export function signature(name: string, changes: Partial<SignRequest> = {}): SignRequest {
  const text = shownText(BUILT_IN_WAIVER, changes.language ?? "en", "Blue Heron Sailing");
  return {
    id: idOf(name),
    waiver_version: text.version,
    text_sha256: textSha256(text),
    language: "en",
    participants: [{ name, birth_date: "1990-02-28" }],
    signer: { name, relationship: null },
    email: null,
    emergency_contact: { name: "Ana Ashore", phone: "+1 (305) 555-0142" },
    signature: { method: "typed", text: name },
    consent: true,
    signed_at: "2026-05-23T17:30:00.000Z",
    place: "own-device",
    ...changes,
  };
}
