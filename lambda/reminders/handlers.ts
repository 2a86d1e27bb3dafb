import * as v from "valibot";

import { isSlug } from "../../rules/contract/slug.ts";
import { readParts } from "../charter/read.ts";
import { StoredEvent } from "../charter/stored.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";
import { stopPath } from "./link.ts";
import { optIn, optOut, readOptOuts } from "./optOuts.ts";
import { renderAskPage, renderResumedPage, renderStoppedPage, renderUnknownPage } from "./page.ts";

/**
 * Answers the link that stops reminders to a patron's address, for all charters. Opened, it only asks; the page's button
 * comes back with `?answer=stop` (or `resume`), and the same answer twice changes nothing.
 */
export async function getStopReminders(services: Services, call: Call): Promise<Response> {
  const { table, company, clock } = services;
  const [slug, patron] = [call.req.param("slug") ?? "", call.req.param("patron") ?? ""];
  const companyName = (await company.read()).name;
  const address = await findAddress(services, slug, patron);
  if (address === undefined) return call.html(renderUnknownPage({ companyName }), 404);
  const view = { companyName, address, path: stopPath(slug, patron) };
  // A HEAD, which link checkers send, is answered by this handler too: it must not decide anything.
  const answer = call.req.method === "GET" ? call.req.query("answer") : undefined;
  if (answer === "stop") {
    await optOut(table, address, clock());
    return call.html(renderStoppedPage(view));
  }
  if (answer === "resume") {
    await optIn(table, address);
    return call.html(renderResumedPage(view));
  }
  const stopped = (await readOptOuts(table, [address])).has(address);
  return call.html(stopped ? renderStoppedPage(view) : renderAskPage(view));
}

const StoredPatrons = v.pick(StoredEvent, ["event_id", "patrons"]);

/** Who was taken off the list has had their mail all the same. */
async function findAddress(services: Services, slug: string, patron: string): Promise<string | undefined> {
  const read = isSlug(slug) ? await readParts(services.table, slug, StoredPatrons) : undefined;
  return read && (countUnread(services, read, "charter").seen.patrons[patron]?.email ?? undefined);
}
