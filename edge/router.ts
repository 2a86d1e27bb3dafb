import type { Cloud } from "cloudfront";
import { aliasKey, LIVE_KEY } from "../rules/contract/edgeStore.ts";
import { API_FOLDER, WAIVER_FOLDER } from "../rules/contract/folders.ts";
import { FORWARDED_HOST_HEADER, VIEWER_ADDRESS_HEADER } from "../rules/contract/headers.ts";
import { isSlotFile } from "../rules/contract/slotFiles.ts";
import { SLOT_INDEX, SLOT_PATTERN, STAGING_PREFIX } from "../rules/contract/slots.ts";
import { ALIAS_PATTERN, isSlug, WAIVER_LINK, waiverPath } from "../rules/contract/slug.ts";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "./event.ts";
import { decodePath, isPrintable, namesFile } from "./paths.ts";
import { writeQuery } from "./query.ts";
import * as responses from "./responses.ts";
import { LAMBDA_ORIGIN_ID } from "./routes.ts";

type Outcome = EdgeRequest | EdgeResponse;

/**
 * Whoever wrote such a path asked the API, though nobody can tell what for: `/api//x`, `/api/%zz`, `//api/x`, `/API%2fx`.
 * It is read of raw paths, so it has no `$`: on njs that stands before a last line break too.
 */
const MEANS_API = /^\/+api(?![^/%\\])/i;

/** Decides what becomes of one viewer request: passed on, rewritten, redirected or answered. Never throws. */
export async function route(event: EdgeEvent, cloud: Cloud): Promise<Outcome> {
  const request = event.request;
  const path = decodePath(request.uri);
  if (path === undefined) return responses.badRequest(MEANS_API.test(request.uri));
  // The decoded, lower-case view only chooses a rule; what a rule passes on is matched exactly as it came.
  const lower = path.toLowerCase();
  if (isUnder(API_FOLDER, lower)) return routeApi(event);
  if (isUnder(WAIVER_FOLDER, lower)) return routeWaiver(event, lower, cloud);
  if (isUnder(STAGING_PREFIX, lower)) return routeStaged(request);
  return routeLive(request, cloud);
}

function isUnder(folder: string, path: string): boolean {
  return (path + "/").startsWith(folder);
}

/** Only `/api/...` exactly has the API's behavior; any other spelling would get the site's cache and its pages. */
function routeApi(event: EdgeEvent): Outcome {
  return event.request.uri.startsWith(API_FOLDER) ? toLambda(event) : responses.apiNotFound();
}

async function routeWaiver(event: EdgeEvent, path: string, cloud: Cloud): Promise<Outcome> {
  const request = event.request;
  const id = WAIVER_LINK.exec(path)?.[1];
  if (id === undefined) return responses.waiverNotFound();
  if (isSlug(id) && request.uri === waiverPath(id)) {
    cloud.selectRequestOriginById(LAMBDA_ORIGIN_ID);
    return toLambda(event);
  }
  const slug = isSlug(id) ? id : await findAlias(id, cloud);
  if (slug === undefined) return responses.waiverNotFound();
  return responses.redirect(request.method, waiverPath(slug) + writeQuery(request.querystring));
}

async function findAlias(oldId: string, cloud: Cloud): Promise<string | undefined> {
  if (!ALIAS_PATTERN.test(oldId)) return undefined;
  const slug = await readKey(aliasKey(oldId), cloud);
  return slug !== undefined && isSlug(slug) ? slug : undefined;
}

/** A slot by name, live or not: how a build is looked at before it is promoted, and how the live one loads its files. */
function routeStaged(request: EdgeRequest): Outcome {
  const path = request.uri.slice(STAGING_PREFIX.length);
  const slot = path.split("/")[0] ?? "";
  if (!request.uri.startsWith(STAGING_PREFIX) || !SLOT_PATTERN.test(slot)) return responses.slotNotFound();
  return fromSlot(request, slot, path.slice(slot.length + 1)) ?? responses.slotFileNotFound();
}

async function routeLive(request: EdgeRequest, cloud: Cloud): Promise<Outcome> {
  const slot = await readKey(LIVE_KEY, cloud);
  if (slot === undefined || !SLOT_PATTERN.test(slot)) return responses.siteNotReady();
  return fromSlot(request, slot, request.uri.slice(1)) ?? responses.pageNotFound();
}

/** Sends the request for a file to the slot that has it, and that for a page to the slot's index; nothing where no slot has such a file. */
function fromSlot(request: EdgeRequest, slot: string, path: string): EdgeRequest | undefined {
  if (namesFile(path) && !isSlotFile(path)) return undefined;
  request.uri = STAGING_PREFIX + slot + "/" + (namesFile(path) ? path : SLOT_INDEX);
  return request;
}

/** Reads a key of the store; an absent key, one that holds no address and a store that fails look the same to the viewer, so they do here. */
async function readKey(key: string, cloud: Cloud): Promise<string | undefined> {
  try {
    const value = await cloud.kvs().get(key);
    return isPrintable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Passes a request on to the Lambda, with the two facts that its own Host and caller no longer tell. */
function toLambda(event: EdgeEvent): EdgeRequest {
  const headers = event.request.headers;
  // Always overwritten: whatever the viewer sent under these names is not to be believed.
  headers[FORWARDED_HOST_HEADER] = { value: headers["host"]?.value ?? event.context.distributionDomainName };
  headers[VIEWER_ADDRESS_HEADER] = { value: event.viewer.ip };
  return event.request;
}
