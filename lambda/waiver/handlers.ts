import * as v from "valibot";

import type { SignResponse } from "../../rules/contract/api/signing.ts";
import { SignRequest } from "../../rules/contract/api/waiver.ts";
import { validNames } from "../../rules/charter/moving.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { pickLanguage, type Language } from "../../rules/words/language.ts";
import { isSlug, parseSlug, waiverPath, type SlugParts } from "../../rules/contract/slug.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { signingClosesAt } from "../../rules/waiver/closing.ts";
import type { SigningProblem } from "../../rules/waiver/participants.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { readParts } from "../charter/read.ts";
import { presentSlug, StoredEvent } from "../charter/stored.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { userAgent, viewerAddress, viewerOrigin } from "../http/viewer.ts";
import { notFound, ProblemError, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { readToken } from "../session/cookie.ts";
import { findSession } from "../session/store.ts";
import { textSha256 } from "../waiverTexts/shown.ts";
import { currentVersion } from "../waiverTexts/store.ts";
import { writeDay, writeMoment } from "./moment.ts";
import { renderWaiverPage } from "./page.ts";
import { renderCanceledPage, renderClosedPage, renderWaiverNotFoundPage } from "./plainPages.ts";
import { isWithheld } from "./mailLimits.ts";
import { sign, type SeenByServer, type SignResult } from "./sign.ts";
import { wordsOf } from "./words/wordsOf.ts";

const MINUTE_MS = 60_000;

/** Shows the waiver of a charter, or a page that says why there is none to sign. */
export async function getWaiver(services: Services, call: Call): Promise<Response> {
  const { config } = services;
  const [event, version, company] = await Promise.all([
    findEvent(services, call),
    currentVersion(services.table),
    // What somebody signs says the name of this moment.
    services.company.readAnew(),
  ]);
  const parts = parseSlug(event?.slug ?? "");
  const language = pickLanguage(call.req.query("lang"), call.req.header("accept-language"));
  const shared = { companyName: company.name, language };
  if (event === undefined || parts === undefined) return call.html(renderWaiverNotFoundPage(shared), 404);
  if (event.slug !== event.asked) return call.redirect(`${waiverPath(event.slug)}${new URL(call.req.url).search}`, 301);
  if (event.status === "canceled") return call.html(renderCanceledPage(shared), 410);
  const closesAt = closingOf(services, event);
  const closes = writeMoment(closesAt, wordsOf(language).locale, config.company.timeZone);
  if (services.clock() > closesAt) return call.html(renderClosedPage(shared, closes), 410);
  const text = shownText(version, language, company.name);
  return call.html(
    renderWaiverPage({
      ...shared,
      slot: config.slot,
      slug: event.slug,
      charter: { date: parts.date, period: parts.period, title: titleOf(event, parts, language) },
      dock: company.dock,
      text,
      kiosk: call.req.query("kiosk") !== undefined,
      closes,
      timeZone: config.company.timeZone,
      textSha256: textSha256(text),
    }),
  );
}

/** Records a signature: 201 when new, 200 when the same one was recorded before. */
export async function postWaiver(services: Services, call: Call): Promise<Response> {
  const request = await readBody(call, SignRequest);
  const event = await findEvent(services, call);
  if (event === undefined) throw missing(request.language);
  const now = services.clock();
  const seen = {
    address: viewerAddress(call),
    user_agent: userAgent(call),
    crew: (await findSession(services, readToken(call), now)) !== undefined,
    now,
    closesAt: closingOf(services, event),
    origin: viewerOrigin(call),
    stamps: services.askAuthority !== undefined,
  };
  const form = {
    ...event,
    slug: event.asked,
    lapsed: !validNames(event.event_id, event.moves).includes(event.asked),
  };
  const result = await signAsShown(services, form, request, seen);
  measure(services, result);
  if (!result.ok) throw refusal(services, result, request, { closesAt: seen.closesAt, slug: event.slug });
  const { id, participants, signed_at, received_at, waiver_version, record_sha256 } = result.record;
  const names = participants.map(({ name }) => name);
  const { copy } = result.mailed;
  const answer: SignResponse = { id, participants: names, signed_at, received_at, waiver_version, record_sha256, copy };
  return call.json(answer, result.created ? 201 : 200);
}

/** A page that another instance made may name the company as this one has not read it yet: then it is read anew. */
async function signAsShown(
  { table, company }: Services,
  form: Parameters<typeof sign>[1],
  request: SignRequest,
  seen: SeenByServer,
): Promise<SignResult> {
  const result = await sign(table, form, request, seen, (await company.read()).names);
  const isUnknown = !result.ok && result.reason === "outdated";
  return isUnknown ? sign(table, form, request, seen, (await company.readAnew()).names) : result;
}

/** Nothing that a limit refuses or withholds goes unseen: one count for each, and a line that says which limit it was. */
function measure({ log }: Services, result: SignResult): void {
  if (!result.ok) {
    if (result.reason !== "throttled") return;
    log.metric("SigningThrottled", 1);
    log.warn("signature refused", { limit: result.limit });
    return;
  }
  if (!result.created) return;
  log.metric("WaiverSigned", 1);
  if (!isWithheld(result.mailed)) return;
  const { witness, copy } = result.mailed;
  log.metric("SigningThrottled", 1);
  log.warn("mail of a signature withheld", { witness, copy });
}

/** What of a charter its waiver shows and a signature needs: whatever is broken of the rest closes no waiver. */
const StoredSignable = v.pick(StoredEvent, ["event_id", "slug", "title", "first_name", "status", "moves"]);

interface Signable extends Omit<v.InferOutput<typeof StoredSignable>, "slug"> {
  /** The slug of the link. */
  readonly asked: string;
  /** The one that the charter goes by. */
  readonly slug: string;
}

/** What of it cannot be read is as if nobody had said it: whoever stands on the dock signs all the same. */
async function findEvent(services: Services, call: Call): Promise<Signable | undefined> {
  const slug = call.req.param("slug") ?? "";
  const read = isSlug(slug) ? await readParts(services.table, slug, StoredSignable) : undefined;
  if (read === undefined) return undefined;
  const { seen } = countUnread(services, read, "charter");
  return { ...seen, asked: slug, slug: presentSlug(seen) };
}

/** When signing a charter closes. */
function closingOf({ config }: Services, event: Signable): Date {
  return signingClosesAt(dateOf(event.slug), config.signingClosesHours, config.company.timeZone);
}

/** Says what the charter is called, in the page's language where nobody gave it a title. */
function titleOf(event: Signable, { firstName, period }: SlugParts, language: Language): string {
  const { charter, periods } = wordsOf(language);
  return event.title || fillIn(charter, { name: event.first_name || firstName, period: periods[period] });
}

function missing(language: Language): ProblemError {
  const { title, text } = wordsOf(language).notFound;
  return notFound(title, text);
}

function refusal(
  services: Services,
  result: Extract<SignResult, { ok: false }>,
  { language, place }: SignRequest,
  { closesAt, slug }: { readonly closesAt: Date; readonly slug: string },
): ProblemError {
  const { locale, refusals } = wordsOf(language);
  switch (result.reason) {
    case "throttled":
      return throttled(services, result, language, closesAt);
    case "id-taken":
      return new ProblemError(409, "conflict", refusals.taken.title, refusals.taken.detail);
    case "signing":
      return notAsItIs(result.problems, language);
    case "canceled":
      return new ProblemError(409, "conflict", refusals.canceled.title, refusals.canceled.detail);
    case "moved": {
      const { title, detail } = place === "kiosk" ? refusals.movedKiosk : refusals.moved;
      return new ProblemError(409, "conflict", title, fillIn(detail, { date: writeDay(dateOf(slug), locale) }));
    }
    case "closed": {
      const { title, detail } = place === "kiosk" ? refusals.closedKiosk : refusals.closed;
      const when = writeMoment(closesAt, locale, services.config.company.timeZone);
      return new ProblemError(409, "conflict", title, fillIn(detail, { when }));
    }
    case "outdated":
      return new ProblemError(409, "waiver-outdated", refusals.outdated.title, refusals.outdated.detail);
  }
}

function notAsItIs(problems: readonly SigningProblem[], language: Language): ProblemError {
  const { refusals, script } = wordsOf(language);
  const errors = problems.map(({ field, code, name }) => ({ field, message: fillIn(script.problems[code], { name }) }));
  const detail = errors.map(({ message }) => message).join(" ");
  return new ProblemError(400, "invalid-request", refusals.signing.title, detail, { errors });
}

function throttled(
  { clock, config }: Services,
  { limit, retryAfterSeconds }: Extract<SignResult, { reason: "throttled" }>,
  language: Language,
  closesAt: Date,
): ProblemError {
  const { locale, refusals } = wordsOf(language);
  const { title, detail } = limit === "address" ? refusals.throttledPlace : refusals.throttledCharter;
  // What is said has no seconds: the full minute after it.
  const at = new Date(Math.ceil((clock().getTime() + retryAfterSeconds * 1000) / MINUTE_MS) * MINUTE_MS);
  const said =
    at > closesAt
      ? refusals.throttledUntilClosed.detail
      : fillIn(detail, { when: writeMoment(at, locale, config.company.timeZone) });
  return tooMany(title, retryAfterSeconds, () => said);
}
