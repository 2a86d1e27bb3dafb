import type { EventDetail, Matches } from "../../rules/contract/api/event.ts";
import type { EventSummary } from "../../rules/contract/api/month.ts";
import { paidCents } from "../../rules/money/ledger.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import type { DepartureFacts } from "../../rules/departure/reasons.ts";
import { dockOf } from "../../rules/departure/state.ts";
import { mailsIn } from "../../rules/crew/namesByMail.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { shownSignatures } from "../../rules/manifest/shownSignatures.ts";
import { countPeople, type Signed } from "../../rules/manifest/whoHasSigned.ts";
import { toBrokenParts } from "../charter/broken.ts";
import { countEntries } from "../charter/partly.ts";
import { sortPatrons } from "../charter/patrons.ts";
import { partyOf } from "../charter/reminderFacts.ts";
import { countMarked, readMarks } from "../charter/signedMarks.ts";
import { toManifest } from "./manifest.ts";
import type { Charter } from "../charter/readCharter.ts";
import { briefingOf, ofItsDay, type StoredEvent, type StoredSummary } from "../charter/stored.ts";

/** What of the company a charter is shown by. */
export interface Known {
  /** For items that carry none. */
  readonly currency: string;
  /** Tells who of these has no account, or one that is disabled. */
  readonly withoutAccount: (emails: readonly string[]) => readonly string[];
  /** Names a member of the crew by their e-mail; undefined where nobody has an account of it any more. */
  readonly nameOf: (email: string) => string | undefined;
}

/** Shows a charter as a line of the month list. */
export function toSummary(stored: StoredSummary, known: Known): EventSummary {
  const event = ofItsDay(stored);
  const parts = parseSlug(event.slug);
  if (parts === undefined) throw new RangeError("A stored charter has no slug.");
  const patrons = Object.values(event.patrons);
  const { signatures, matchesOf } = readMarks(event);
  const assessed = assessDeparture(
    factsOf(event, { signatures: signatures.map(asAdult), matchesOf }, event.paid_cents, known),
  );
  return {
    slug: event.slug,
    date: parts.date,
    period: parts.period,
    first_name: event.first_name || parts.firstName,
    title: event.title,
    starts_at: event.starts_at,
    vessel: event.vessel,
    capacity: event.capacity,
    required_crew: event.required_crew,
    crew: event.crew,
    ...crewOf(event, known),
    status: event.status,
    patrons: patrons.length,
    signed: countMarked(event),
    signed_listed: assessed.signed,
    aboard: patrons.filter((patron) => patron.aboard_at !== undefined).length,
    price_cents: event.price_cents,
    paid_cents: event.paid_cents,
    currency: event.currency || known.currency,
    mail_failed: event.mail_failed,
    standing: event.dock ?? assessed.verdict,
  };
}

function crewOf({ crew }: StoredSummary, { withoutAccount }: Known): Pick<EventSummary, "crew_without_account"> {
  const without = withoutAccount(crew);
  return without.length === 0 ? {} : { crew_without_account: [...without] };
}

function namesIn(event: StoredEvent, { nameOf }: Known): Pick<EventDetail, "names"> {
  const names = new Map(
    mailsIn(event).flatMap((email) => {
      const name = nameOf(email);
      return name === undefined ? [] : [[email, name] as const];
    }),
  );
  return names.size === 0 ? {} : { names: Object.fromEntries(names) };
}

/** Who has signed, and for whom on the list it counts as far as that is settled. */
interface WhoSigned extends Pick<DepartureFacts, "signatures"> {
  readonly matchesOf: (id: string) => Matches | undefined;
}

/** Gathers what decides a departure. */
function factsOf(
  event: StoredSummary,
  { signatures, matchesOf }: WhoSigned,
  paidCents: number,
  known: Known,
): DepartureFacts {
  const { status, capacity, required_crew, crew, price_cents } = event;
  return {
    status,
    capacity,
    required_crew,
    crew,
    ...crewOf(event, known),
    price_cents,
    signatures,
    paid_cents: paidCents,
    briefing: briefingOf(event) ?? null,
    currency: event.currency || known.currency,
    manifest: sortPatrons(event.patrons).map(([id, { name, aboard_at = null }]) => ({
      name,
      aboard_at,
      matches: matchesOf(id),
    })),
  };
}

/** The marks name who signed; that no minor signs alone was decided when they did. */
function asAdult(signature: Signed): DepartureFacts["signatures"][number] {
  return { ...signature, minor: false, guardian: null };
}

/** Each participant of a record is a line: its mails are counted once. */
function countWithheld(signatures: Charter["signatures"]): number {
  const mails = new Map(signatures.map(({ id, mail_withheld = [] }) => [id, mail_withheld.length]));
  return [...mails.values()].reduce((sum, held) => sum + held, 0);
}

/** Shows a charter with all that the crew may see of it. `optedOut`: addresses on the list that want no reminders. */
export function toDetail(
  { event: charter, signatures, lapsed, broken, signatureMails }: Charter,
  optedOut: ReadonlySet<string>,
  known: Known,
): EventDetail {
  const { seen: event, unread } = charter;
  // Part of a ledger adds up to nothing: the stored total stands for it, and the answer says that it cannot be checked.
  const balance = unread.has("payment_log") ? event.paid_cents : paidCents(event.payment_log, event.paid_cents);
  const broken_parts = toBrokenParts(unread);
  const manifest = toManifest(event, optedOut);
  const { booker } = partyOf(charter);
  const counting = shownSignatures(manifest, signatures);
  const before = shownSignatures(manifest, lapsed);
  const withheld = countWithheld(signatures);
  const failed = countEntries(charter, "failed_mails") + signatureMails.failed;
  const assessed = assessDeparture({
    ...factsOf(event, { signatures, matchesOf: (id) => event.patrons[id]?.matches }, balance, known),
    party: event.party,
    broken_parts,
  });
  const dock = unread.has("dock") ? dockOf(event.departures) : event.dock;
  return {
    ...toSummary(event, known),
    signed: countPeople(signatures),
    signed_listed: assessed.signed,
    paid_cents: balance,
    mail_failed: failed,
    revision: event.revision,
    note: event.note,
    party: event.party,
    ...namesIn(event, known),
    roster_at: event.roster_at ?? null,
    manifest,
    ...(booker === undefined ? {} : { booker }),
    signatures: [...counting.shown],
    signatures_more: counting.more,
    signatures_lapsed: [...before.shown],
    signatures_lapsed_more: before.more,
    broken_signatures: broken,
    broken_parts,
    ledger: event.payment_log,
    receipts: event.receipt_log,
    balance_cents: balance,
    mail: {
      queued: countEntries(charter, "outbox") + signatureMails.queued,
      failed,
      ...(withheld === 0 ? {} : { withheld }),
    },
    standing: dock ?? assessed.verdict,
    briefing: briefingOf(event) ?? null,
    departures: event.departures,
    moves: event.moves,
    call_off_log: event.call_off_log,
    history: event.history,
    history_dropped: event.history_dropped,
  };
}
