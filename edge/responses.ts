import type { EdgeResponse, EdgeValues } from "./event.ts";
import { PROBLEM_MEDIA_TYPE } from "../rules/contract/headers.ts";
import { pageNotFoundPage, siteNotReadyPage, waiverNotFoundPage } from "./pages.ts";

/**
 * The headers of every answer made at the edge. AWS documents the response headers policy for answers from the cache
 * and from an origin only (modifying-response-headers), so these answers bring their own. Nothing made here may be
 * stored: an alias or the live pointer can change at any time, and a browser keeps a 301 for as long as it likes.
 */
function answer(statusCode: number, statusDescription: string, type: string, data: string): EdgeResponse {
  const headers: EdgeValues = {
    "cache-control": { value: "no-store" },
    "content-type": { value: type },
    "content-security-policy": {
      value:
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    "cross-origin-opener-policy": { value: "same-origin" },
    "cross-origin-resource-policy": { value: "same-origin" },
    "referrer-policy": { value: "no-referrer" },
    "strict-transport-security": { value: "max-age=31536000; includeSubDomains" },
    "x-content-type-options": { value: "nosniff" },
  };
  return {
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: headers,
    body: { encoding: "text", data: data },
  };
}

const HTML = "text/html; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";

/** Refuses a path that could be read in more than one way; where a program asked the API, in its own format. */
export function badRequest(ofApi: boolean): EdgeResponse {
  if (ofApi) return problem(400, "Bad Request");
  const english = "This address has characters in it that we do not accept. Check the link.\n";
  return answer(
    400,
    "Bad Request",
    TEXT,
    english + "Esta dirección tiene caracteres que no aceptamos. Revise el enlace.\n",
  );
}

/** Answers a waiver link that leads to no charter. */
export function waiverNotFound(): EdgeResponse {
  return answer(404, "Not Found", HTML, waiverNotFoundPage());
}

/** Answers a path under the upload folder that names no slot. */
export function slotNotFound(): EdgeResponse {
  return answer(404, "Not Found", TEXT, "There is no such slot.\n");
}

/** Answers a path in a slot's folder that names none of a slot's files. */
export function slotFileNotFound(): EdgeResponse {
  return answer(404, "Not Found", TEXT, "There is no such file in a slot.\n");
}

/** Answers a path that names a file which the site does not have. */
export function pageNotFound(): EdgeResponse {
  return answer(404, "Not Found", HTML, pageNotFoundPage());
}

/** Answers a path that only looks like the API's, in the API's own format (RFC 9457), never as a page. */
export function apiNotFound(): EdgeResponse {
  return problem(404, "Not Found");
}

function problem(status: number, title: string): EdgeResponse {
  const body = `{"type":"about:blank","title":"${title}","status":${String(status)}}`;
  return answer(status, title, PROBLEM_MEDIA_TYPE, body);
}

/** Answers for a site that has no live slot, or whose live pointer cannot be read now. */
export function siteNotReady(): EdgeResponse {
  const response = answer(503, "Service Unavailable", HTML, siteNotReadyPage());
  response.headers["retry-after"] = { value: "60" };
  return response;
}

/**
 * Sends the viewer to a path for good. Reading gets the classic 301; any other method gets 308, which keeps method and
 * body, so that a signature posted to an old link is recorded instead of turned into a GET and lost.
 */
export function redirect(method: string, location: string): EdgeResponse {
  const reads = method === "GET" || method === "HEAD";
  const response = answer(reads ? 301 : 308, reads ? "Moved Permanently" : "Permanent Redirect", TEXT, "");
  response.headers["location"] = { value: location };
  return response;
}
