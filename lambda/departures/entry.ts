import type { Departed, DepartureEntry, DepartureRequest } from "../../rules/contract/api/departure.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { checkBack, checkCorrection, departureState } from "../../rules/departure/state.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { listAccounts } from "../accounts/store.ts";
import type { Services } from "../services.ts";
import { departureRefused, listChanged, noGo } from "./problems.ts";

/** Makes the entry that a request asks for, or refuses it: decided on the charter as it is. */
export async function makeDepartureEntry(
  services: Services,
  event: EventDetail,
  request: DepartureRequest,
  account: Account,
): Promise<DepartureEntry> {
  const recorded = {
    at: request.at,
    received_at: services.clock().toISOString(),
    by: account.email,
    name: account.name,
  };
  const state = departureState(event.departures);
  switch (request.kind) {
    case "departed":
      if (state.departed !== undefined) throw departureRefused("departed-already");
      return { ...(await departure(services, event, request)), ...recorded };
    case "back": {
      const refusal = checkBack(event.departures, request);
      if (refusal !== undefined || state.departed === undefined)
        throw departureRefused(refusal ?? "not-departed", state.departed?.aboard.length);
      const { kind, id, count, reason } = request;
      return {
        kind,
        id,
        departure: state.departed.id,
        count,
        expected: state.departed.aboard.length,
        reason,
        ...recorded,
      };
    }
    case "correction": {
      const refusal = checkCorrection(event.departures, request.entry);
      if (refusal !== undefined) throw departureRefused(refusal);
      return { kind: request.kind, id: request.id, entry: request.entry, reason: request.reason, ...recorded };
    }
  }
}

type DepartRequest = Extract<DepartureRequest, { kind: "departed" }>;

async function departure(services: Services, event: EventDetail, { kind, id, aboard: seen, override }: DepartRequest) {
  const aboard = peopleAboard(event);
  if (aboard.length !== seen.length || aboard.some((patron) => !seen.includes(patron.id))) throw listChanged();
  const { verdict, reasons, booked, signed } = assessDeparture(event);
  if (verdict === "no-go" && override === null) throw noGo(reasons);
  const names = new Map((await listAccounts(services.table)).map(({ email, name }) => [email, name]));
  const { vessel, capacity, briefing } = event;
  return {
    kind,
    id,
    vessel,
    capacity,
    booked,
    signed,
    aboard,
    briefing,
    verdict,
    override,
    reasons: [...reasons],
    crew: event.crew.map((email) => ({ id: email, name: names.get(email) ?? email })),
  };
}

/** Who is aboard, with whom to call for them. */
function peopleAboard({ manifest, signatures }: EventDetail): Departed["aboard"] {
  return matchSignatures(manifest, signatures)
    .lines.filter(({ patron }) => patron.aboard_at !== null)
    .map(({ patron: { id, name }, signature }) => ({
      id,
      name,
      emergency_contact: signature?.emergency_contact ?? null,
    }));
}
