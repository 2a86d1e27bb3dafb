import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { decideDeparture, type DepartureRecorded } from "../../rules/departure/entry.ts";
import { listAccounts } from "../accounts/store.ts";
import type { Changer } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import { newOverrideMail } from "../charter/newMails.ts";
import { appendSealed } from "../charter/appendSealed.ts";
import { BrokenPart } from "../charter/partly.ts";
import { eventNotFound } from "../charter/problems.ts";
import { queueMails } from "../charter/queueMails.ts";
import { readCharter } from "../charter/readCharter.ts";
import { departurePlace } from "../charter/sealed.ts";
import type { Home } from "../charter/stored.ts";
import { untilNotOvertaken } from "../charter/untilNotOvertaken.ts";
import { isOvertaken, updateEvent } from "../charter/update.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { anyOf, exists, hasSize, joinUpdates, missing, type Update } from "../dynamodb/update.ts";
import { detailOf } from "../events/read.ts";
import { seal } from "../seals/seal.ts";
import type { Services } from "../services.ts";
import { departureRefused, departuresFull } from "./problems.ts";

/** Records a departure, a return or a correction of one, once; decided on exactly the entries that it is added to. */
export function recordDeparture(
  services: Services,
  slug: string,
  request: DepartureRequest,
  by: Changer,
): Promise<void> {
  return untilNotOvertaken(async () => {
    const charter = await readCharter(services, slug);
    if (charter === undefined) throw eventNotFound();
    const event = await detailOf(services, charter);
    const author = { byline: signLine(by.account, services.clock()), nameOf: await namesFor(services, request) };
    const outcome = decideDeparture(event, request, author);
    if (outcome.kind === "same") return { answer: undefined };
    // Who has left and who is back, only all of the record says.
    if (findBroken(event, "departures") !== undefined) throw new BrokenPart("departures");
    if (outcome.kind === "refused") throw departureRefused(outcome);
    return (await append(services, charter.event.seen.event_id, event, outcome, by.origin))
      ? { answer: undefined }
      : "overtaken";
  });
}

/** Only a departure names the crew. */
async function namesFor(services: Services, { kind }: DepartureRequest): Promise<(email: string) => string> {
  const accounts = kind === "departed" ? countBroken(services, await listAccounts(services.table)) : [];
  const names = new Map(accounts.map(({ email, name }) => [email, name]));
  return (email) => names.get(email) ?? email;
}

/** The admin hears of a departure at no go: the mail is in the same update. */
async function append(
  { table, clock }: Services,
  home: Home,
  event: EventDetail,
  { entry: unsealed, dock }: DepartureRecorded,
  origin: string,
): Promise<boolean> {
  const place = departurePlace(home);
  const entry = seal(place, unsealed);
  const departures = [...event.departures, entry];
  if (itemBytes(departures) > CHARTER_BUDGETS.departures.bytes) throw departuresFull();
  const seen = hasSize("departures", "=", event.departures.length);
  const appended: Update = {
    ...appendSealed("departures", place, event.departures, entry),
    // Decided on exactly those before it, so that what they all come to is known as it is written.
    conditions: [exists("event_id"), event.departures.length === 0 ? anyOf(missing("departures"), seen) : seen],
  };
  // The month list shows where the charter is by now.
  const docked: Update = dock === undefined ? { remove: ["dock"] } : { set: [["dock", dock]] };
  const mails = isOverride(entry) ? newOverrideMail(entry, origin, clock()) : {};
  const written = await updateEvent(table, home, joinUpdates(appended, docked, queueMails(mails)));
  return !isOvertaken(written);
}

function isOverride(entry: DepartureEntry): boolean {
  return entry.kind === "departed" && entry.verdict === "no-go";
}
