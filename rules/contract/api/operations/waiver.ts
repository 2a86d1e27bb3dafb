import * as v from "valibot";

import { waiverPath } from "../../slug.ts";
import { ID_PER_CHARTER, type Operation } from "../operation.ts";
import { LANGUAGE } from "../parameters.ts";
import { stopRemindersPath } from "../paths/reminders.ts";
import { WAIVER_DRAFT_PATH, WAIVER_PREVIEW_PATH, WAIVER_TEXTS_PATH, waiverVersionPath } from "../paths/waiverTexts.ts";
import { SignResponse } from "../signing.ts";
import { SignRequest } from "../waiver.ts";
import {
  PreviewRequest,
  PreviewResponse,
  PublishRequest,
  SaveDraftRequest,
  WaiverTextsResponse,
  WaiverVersionResponse,
} from "../waiverText.ts";
import { orWritten } from "../written.ts";

/** The waiver's texts, its page, and the link that stops reminders of it. */
export const WAIVER_OPERATIONS = {
  readWaiverTexts: {
    method: "GET",
    path: WAIVER_TEXTS_PATH,
    access: "crew",
    summary: "Reads the version in force, the draft and the history.",
    answers: { 200: { description: "The texts.", schema: WaiverTextsResponse } },
  },
  publishWaiverText: {
    method: "POST",
    path: WAIVER_TEXTS_PATH,
    access: "admin",
    summary: "Puts a new version into force and ends the draft.",
    body: PublishRequest,
    answers: {
      200: { description: "The same request published it before.", schema: orWritten(WaiverTextsResponse) },
      201: { description: "In force.", schema: orWritten(WaiverTextsResponse) },
    },
    problems: { 409: ["conflict", "stale-revision"] },
  },
  previewWaiverText: {
    method: "POST",
    path: WAIVER_PREVIEW_PATH,
    access: "admin",
    summary: "Shows Markdown as patrons would see it. Stores nothing.",
    body: PreviewRequest,
    answers: { 200: { description: "The HTML.", schema: PreviewResponse } },
  },
  saveWaiverDraft: {
    method: "PATCH",
    path: WAIVER_DRAFT_PATH,
    access: "admin",
    summary: "Keeps what is being written.",
    body: SaveDraftRequest,
    answers: { 200: { description: "Kept; the texts.", schema: orWritten(WaiverTextsResponse) } },
    problems: { 409: ["stale-revision"] },
  },
  readWaiverVersion: {
    method: "GET",
    path: waiverVersionPath("{version}"),
    access: "crew",
    summary: "Reads one version as patrons see it.",
    answers: { 200: { description: "The version.", schema: WaiverVersionResponse } },
    problems: { 404: ["not-found"] },
  },
  // Patrons have no account: that they got the mail, and with it the link, is what lets them.
  stopReminders: {
    method: "GET",
    path: stopRemindersPath("{slug}", "{patron}"),
    access: "public",
    summary: "Asks whether reminders to a patron's address shall stop, and stops them.",
    parameters: {
      answer: {
        in: "query",
        description:
          "What the page's button sends. Without it the page only asks. The same answer twice changes nothing.",
        schema: v.picklist(["stop", "resume"]),
      },
    },
    answers: {
      200: { description: "A page that asks, or says what is so now.", media: "text/html" },
      404: { description: "A page: no such link was ever mailed.", media: "text/html" },
    },
  },
  showWaiver: {
    method: "GET",
    path: waiverPath("{slug}"),
    access: "public",
    summary: "Shows the waiver of a charter, to be signed.",
    parameters: {
      ...LANGUAGE,
      kiosk: { in: "query", description: "The page is on the crew's own device.", schema: v.string() },
    },
    answers: {
      200: { description: "The page.", media: "text/html" },
      301: {
        description: "The charter was moved, and goes by another slug now.",
        headers: { Location: "The waiver's path under it, with what was asked for." },
      },
      404: { description: "A page: there is no such charter.", media: "text/html" },
      410: { description: "A page: the charter was called off, or signing has closed.", media: "text/html" },
    },
  },
  signWaiver: {
    method: "POST",
    path: waiverPath("{slug}"),
    access: "public",
    summary: "Records a signature for all participants in it.",
    description: ID_PER_CHARTER,
    body: SignRequest,
    answers: {
      200: { description: "The same signature was recorded before.", schema: SignResponse },
      201: { description: "Recorded.", schema: SignResponse },
    },
    problems: { 404: ["not-found"], 409: ["conflict", "waiver-outdated"], 429: ["throttled"] },
  },
} as const satisfies Record<string, Operation>;
