import { createHash } from "node:crypto";

import { SLOT_MANIFEST, slotFolderShape, STAGING_PREFIX } from "../../rules/contract/slots.ts";
import { parseManifest } from "../uploads/manifest.ts";
import type { Answer, Probe, Viewer } from "./check.ts";
import { typeOf, unlessStatus } from "./viewer.ts";

const SCRIPT = new RegExp(`${slotFolderShape()}(?=/app\\.js)`);

/** Looks at the dashboard: its page, and every file of the live slot byte by byte. */
export function siteProbes(expected: string | undefined): readonly Probe[] {
  return [
    { name: "the sign-in page comes from the live slot", look: (viewer) => signInPage(viewer, expected) },
    { name: "every file of the live slot has the bytes and the type that were built", look: liveFiles },
    { name: "a page of the dashboard that is opened by its address is the dashboard", look: deepLink },
    { name: "a site file that does not exist is not answered with a page", look: missingFile },
  ];
}

async function signInPage(viewer: Viewer, expected: string | undefined): Promise<string | undefined> {
  const page = await viewer.get("/sign-in");
  const slot = slotOf(page);
  if (page.status !== 200) return unlessStatus(page, 200, "/sign-in");
  if (slot === undefined) return "/sign-in is not the dashboard's page: it loads no app.js of a slot.";
  return expected === undefined || slot === expected ? undefined : `Slot ${slot} is live, not ${expected}.`;
}

async function liveFiles(viewer: Viewer): Promise<string | undefined> {
  const slot = slotOf(await viewer.get("/sign-in"));
  if (slot === undefined) return "The live slot cannot be told from /sign-in.";
  return wrongFile(viewer, slot);
}

/** Finds a file of a slot that is not what its manifest says; undefined when all are. */
export async function wrongFile(viewer: Viewer, slot: string): Promise<string | undefined> {
  const path = `${STAGING_PREFIX}${slot}/${SLOT_MANIFEST}`;
  const manifest = parseManifest((await viewer.get(path)).text);
  if (manifest === undefined) return `${path} is not the list of a build's files.`;
  for (const [name, file] of Object.entries(manifest.files)) {
    const answer = await viewer.get(`${STAGING_PREFIX}${slot}/${name}`);
    if (answer.status !== 200) return unlessStatus(answer, 200, `${STAGING_PREFIX}${slot}/${name}`);
    if (createHash("sha256").update(answer.body).digest("hex") !== file.sha256)
      return `${name} has other bytes than were built.`;
    if (answer.headers.get("content-type") !== file.contentType)
      return `${name} is sent as ${typeOf(answer) || "no type"}.`;
  }
  return undefined;
}

async function deepLink(viewer: Viewer): Promise<string | undefined> {
  const page = await viewer.get("/crew");
  return (
    unlessStatus(page, 200, "/crew") ?? (slotOf(page) === undefined ? "/crew is not the dashboard's page." : undefined)
  );
}

async function missingFile(viewer: Viewer): Promise<string | undefined> {
  const answer = await viewer.get("/no-such-file.js");
  // S3 answers 403 for what it may not say is missing.
  if (answer.status === 403 || answer.status === 404) return undefined;
  return `/no-such-file.js answered ${answer.status} with ${typeOf(answer) || "no type"}.`;
}

/** Reads which slot a page loads its script from. */
function slotOf(page: Answer): string | undefined {
  return SCRIPT.exec(page.text)?.[0].slice(STAGING_PREFIX.length);
}
