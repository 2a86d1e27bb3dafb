import type { Departed } from "../../rules/contract/api/departure.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { renderMail, rowIfAny } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatClaim, formatInstant } from "./when.ts";
import { witnessRow } from "./witness.ts";

export interface OverrideMailFacts {
  readonly event: Pick<StoredEvent, "event_id" | "slug" | "title" | "first_name" | "departures">;
  /** The departure at no go. */
  readonly entry: Departed;
  readonly origin: string;
  readonly company: { readonly name: string; readonly timeZone: string };
}

/** Writes the mail that tells the admin that a charter left at no go: who decided it, over which reasons, and why. */
export function overrideMail(facts: OverrideMailFacts): MailContent {
  const { event, entry, origin, company } = facts;
  const charter = charterTitle(event);
  const saying = (weight: "stop" | "caution"): string =>
    entry.reasons
      .filter((reason) => reason.weight === weight)
      .map(({ text }) => text)
      .join("\n");
  return renderMail({
    subject: `Departed at no go: ${charter}, ${dateOf(event.slug)}`,
    company: company.name,
    label: "Departure at no go",
    headline: `${entry.name} departed at no go, with ${entry.aboard.length} aboard`,
    rows: [
      { name: "Charter", value: charter },
      { name: "Departed", value: formatClaim(entry.at, entry.received_at, company.timeZone) },
      { name: "Decided by", value: `${entry.name} (${entry.by})` },
      { name: "No go, as", value: saying("stop"), strong: true },
      { name: "Why they left", value: entry.override ?? "", strong: true },
      ...rowIfAny("Also open", saying("caution")),
      ...rowIfAny("Judged", judgedLater(entry, company.timeZone)),
      ...rowIfAny("Vessel", entry.vessel),
      ...rowIfAny("Undone", takenBack(facts)),
      witnessRow({ event_id: event.event_id, departures: event.departures }),
    ],
    link: { text: "Open the departure record", url: `${origin}/charters/${event.slug}/departure` },
  });
}

/** A phone without a signal tells later: what is judged by is what was on record then, and no longer what the captain saw. */
function judgedLater({ at, received_at }: Departed, timeZone: string): string {
  return judgeClaim(at, received_at) === "agrees"
    ? ""
    : `When it was received, ${formatInstant(received_at, timeZone)}, by what was on record then. The phone may have shown less, or more.`;
}

/** Where the mail was delayed, it may have come to nothing meanwhile. */
function takenBack({ event: { departures }, entry, company }: OverrideMailFacts): string {
  const correction = departures.find((other) => other.kind === "correction" && other.entry === entry.id);
  return correction?.kind === "correction"
    ? `${formatClaim(correction.at, correction.received_at, company.timeZone)}, ${correction.name}: ${correction.reason}`
    : "";
}
