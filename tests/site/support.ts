import type { EventDetail, Patron } from "../../rules/contract/api/event.ts";
import type { SessionResponse } from "../../rules/contract/api/session.ts";

export const NOW = "2026-05-23T18:00:00.000Z";

/** A UUID that ends in a number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** A charter as the server answers it. */
export function charter(part: Partial<EventDetail> = {}): EventDetail {
  return {
    slug: "2026-05-23-jane-afternoon",
    date: "2026-05-23",
    period: "afternoon",
    first_name: "Jane",
    title: "",
    starts_at: "14:00",
    vessel: "Windward",
    capacity: 6,
    required_crew: null,
    status: "open",
    patrons: 0,
    signed: 0,
    signed_listed: 0,
    aboard: 0,
    price_cents: 60_000,
    paid_cents: 0,
    currency: "USD",
    mail_failed: 0,
    revision: 1,
    note: "",
    party: null,
    roster_at: null,
    crew: [],
    manifest: [],
    signatures: [],
    signatures_lapsed: [],
    signatures_lapsed_more: 0,
    signatures_more: 0,
    broken_signatures: 0,
    broken_parts: [],
    ledger: [],
    receipts: [],
    balance_cents: 0,
    mail: { queued: 0, failed: 0 },
    standing: "go",
    briefing: null,
    departures: [],
    moves: [],
    call_off_log: [],
    history: [],
    history_dropped: 0,
    ...part,
  };
}

/** A patron on the list, ashore unless it is said otherwise. */
export function patron(id: string, name: string, part: Partial<Patron> = {}): Patron {
  return {
    id,
    name,
    name_at: null,
    email: null,
    email_at: null,
    phone: null,
    phone_at: null,
    aboard_at: null,
    checked: null,
    listed_at: null,
    reminded_at: null,
    opted_out: false,
    ...part,
  };
}

const PLACES = {
  dock: { address: "", map_url: "" },
  setting_up: false,
  start_times: {},
  methods: [],
  turnaround_minutes: 30,
};

/** A session of a member of the crew, who is called by their address; null for nobody. */
export function sessionOf(email: string | null): SessionResponse {
  const account = email === null ? null : { email, name: email, role: "crew" as const, permissions: [] };
  const company = { name: "Windward", currency: "USD", time_zone: "America/New_York", ...PLACES };
  return { account, change_password: false, kiosk_pin: null, company, stack: "test" };
}
