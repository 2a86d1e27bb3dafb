import { charterTitle } from "../../rules/charterTitle.ts";
import { SignRequest, type SignResponse } from "../../rules/api/waiver.ts";
import { isSlug, parseSlug } from "../../rules/slug.ts";
import { currentWaiver } from "../../rules/waiverText.ts";
import { readStoredEvent } from "../events/read.ts";
import { eventNotFound } from "../events/problems.ts";
import type { StoredEvent } from "../events/stored.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { userAgent, viewerAddress } from "../http/viewer.ts";
import { idTaken, ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { reserveTry } from "../session/throttle.ts";
import { renderCanceledPage } from "./canceledPage.ts";
import { renderWaiverNotFoundPage, renderWaiverPage } from "./page.ts";
import { sign, textSha256, type SignResult } from "./sign.ts";

/** Signatures one address may send in 15 minutes: a whole boat on the dock's Wi-Fi, and no flood. */
const SIGN_TRIES_MAX = 300;

/** Shows the waiver of a charter, or a page that says why there is none to sign. */
export async function getWaiver(services: Services, call: Call): Promise<Response> {
  const { config } = services;
  const event = await findEvent(services, call);
  const parts = parseSlug(event?.event_id ?? "");
  if (event === undefined || parts === undefined) {
    return call.html(renderWaiverNotFoundPage({ companyName: config.company.name }), 404);
  }
  if (event.status === "canceled") return call.html(renderCanceledPage(config.company.name), 410);
  const text = currentWaiver(config.company.name);
  return call.html(renderWaiverPage({
    slot: config.slot,
    slug: event.event_id,
    companyName: config.company.name,
    charter: { date: parts.date, period: parts.period, title: charterTitle({ ...event, slug: event.event_id }) },
    text,
    textSha256: textSha256(text),
  }));
}

/** Records a signature: 201 when new, 200 when the same one was recorded before. */
export async function postWaiver(services: Services, call: Call): Promise<Response> {
  const { table, config, log } = services;
  const request = await readBody(call, SignRequest);
  const now = services.clock();
  const address = viewerAddress(call);
  const reserved = await reserveTry(table, { scope: "sign-waiver", subject: address, max: SIGN_TRIES_MAX }, now);
  if (!reserved.ok) throw tooMany(reserved.retryAfterSeconds);
  const event = await findEvent(services, call);
  if (event === undefined) throw eventNotFound();
  const seen = { address, user_agent: userAgent(call), now };
  const result = await sign(table, event, request, seen, config.company.name);
  if (!result.ok) throw refusal(result);
  if (result.created) log.metric("WaiverSigned", 1);
  const { id, participant, signed_at, received_at, waiver_version, record_sha256 } = result.record;
  const answer: SignResponse = { id, participant, signed_at, received_at, waiver_version, record_sha256 };
  return call.json(answer, result.created ? 201 : 200);
}

async function findEvent(services: Services, call: Call): Promise<StoredEvent | undefined> {
  const slug = call.req.param("slug") ?? "";
  return isSlug(slug) ? readStoredEvent(services.table, slug) : undefined;
}

function refusal(result: Extract<SignResult, { ok: false }>): ProblemError {
  switch (result.reason) {
    case "id-taken":
      return idTaken();
    case "signer":
      return invalidRequest([{ field: result.field, message: result.message }]);
    case "canceled":
      return new ProblemError(
        409, "conflict", "This charter was canceled", "Nothing was signed. Ask the person who sent you the link.",
      );
    case "outdated":
      return new ProblemError(
        409, "waiver-outdated", "The waiver has changed since this page was opened",
        "Nothing was signed. Reload the page, read the new text, and sign again.",
      );
  }
}

function tooMany(retryAfterSeconds: number): ProblemError {
  return new ProblemError(
    429, "throttled", "Too many signatures from one place", "Nothing was signed. Wait some minutes, then sign again.",
    { headers: { "retry-after": String(retryAfterSeconds) } },
  );
}
