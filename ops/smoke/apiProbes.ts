import * as v from "valibot";

import { HealthResponse } from "../../rules/contract/api/health.ts";
import { EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import { HEALTH_PATH, SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { API_FOLDER, WAIVER_FOLDER } from "../../rules/contract/folders.ts";
import { BODY_HASH_HEADER, PROBLEM_MEDIA_TYPE } from "../../rules/contract/headers.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Answer, Probe, Viewer } from "./check.ts";
import { ABSENT_SLUG } from "./edgeProbes.ts";
import { wrongFile } from "./siteProbes.ts";
import { typeOf, unlessStatus } from "./viewer.ts";

const Health = v.pipe(v.string(), v.parseJson(), HealthResponse);

/** Looks at the function through the edge: health, the waiver page, and the bug that this project began with. */
export const API_PROBES: readonly Probe[] = [
  { name: "the function is up and reaches its table", look: health },
  { name: "an address of the API that does not exist is answered by the function, not with a page", look: unknownApi },
  {
    name: "nobody sees charters without signing in",
    look: (viewer) => problem(viewer.get(EVENTS_PATH), 401, EVENTS_PATH),
  },
  { name: "the function gets waiver links, not the site (the bug that started this project)", look: seedBug },
  { name: "a signature sent to a waiver link reaches the function", look: signaturePost },
  { name: "the waiver page's script and style are there", look: waiverFiles },
  { name: "a body without its hash is refused before the function", look: unhashed },
];

async function health(viewer: Viewer): Promise<string | undefined> {
  const answer = await viewer.get(HEALTH_PATH);
  if (answer.status !== 200) return unlessStatus(answer, 200, HEALTH_PATH);
  return v.is(Health, answer.text) ? undefined : `${HEALTH_PATH} does not say that all is well.`;
}

async function unknownApi(viewer: Viewer): Promise<string | undefined> {
  const path = `${API_FOLDER}no-such-thing`;
  return problem(viewer.get(path), 404, path);
}

async function problem(asked: Promise<Answer>, status: number, path: string): Promise<string | undefined> {
  const answer = await asked;
  if (answer.status !== status) return unlessStatus(answer, status, path);
  return typeOf(answer) === PROBLEM_MEDIA_TYPE
    ? undefined
    : `${path} is answered with ${typeOf(answer) || "no type"}, not ${PROBLEM_MEDIA_TYPE}.`;
}

async function seedBug(viewer: Viewer): Promise<string | undefined> {
  const path = waiverPath(ABSENT_SLUG);
  const answer = await viewer.get(path);
  if (answer.text.includes("/app.js"))
    return `${path} is answered with the dashboard: the distribution's ${WAIVER_FOLDER}* behavior is missing.`;
  if (answer.status !== 404) return unlessStatus(answer, 404, path);
  return typeOf(answer) === "text/html"
    ? undefined
    : `${path} is answered with ${typeOf(answer) || "no type"}, not a page.`;
}

/** The function refuses an empty signature; a distribution without the behavior never lets it get there. */
async function signaturePost(viewer: Viewer): Promise<string | undefined> {
  const path = waiverPath(ABSENT_SLUG);
  const answer = await viewer.post(path);
  return typeOf(answer) === PROBLEM_MEDIA_TYPE
    ? undefined
    : `A POST to ${path} answered ${answer.status} with ${typeOf(answer) || "no type"}.`;
}

async function waiverFiles(viewer: Viewer): Promise<string | undefined> {
  const { text } = await viewer.get(HEALTH_PATH);
  const found = v.safeParse(Health, text);
  return found.success ? wrongFile(viewer, found.output.slot) : `${HEALTH_PATH} does not name the function's slot.`;
}

async function unhashed(viewer: Viewer): Promise<string | undefined> {
  return unlessStatus(
    await viewer.post(SESSION_PATH, { hashed: false }),
    403,
    `A POST to ${SESSION_PATH} without ${BODY_HASH_HEADER}`,
  );
}
