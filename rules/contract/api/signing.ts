import * as v from "valibot";

import { ONE_LINE, UNPRINTABLE_REFUSED } from "../../words/printable.ts";
import { wordOrNewer } from "../newer.ts";
import { PHONE_DIGITS_MIN } from "../../people/phone.ts";
import { Id, Instant } from "./fields.ts";

/**
 * What the waiver page's script shares with the server, apart from rules/contract/api/waiver.ts: a bundler keeps every schema of a
 * file that it takes one from, and no patron's phone needs those of the requests and records.
 */

/** As many as one person signs for at once. */
export const PARTICIPANTS_MAX = 10;
export const PHONE_MAX = 40;

/** A drawn signature is an SVG path of pen strokes (M and L only) in a 600 x 200 box: a few KB, and no parser risk. */
export const DRAWN_MAX = 20_000;
export const DRAWN_BOX = { width: 600, height: 200 } as const;

/** A telephone number as people write it, of any country: only one that cannot be called is refused. */
export const Phone = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(PHONE_MAX, `must be at most ${PHONE_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
  v.check(
    (text) => text.replace(/\D/g, "").length >= PHONE_DIGITS_MIN,
    `must have at least ${PHONE_DIGITS_MIN} digits`,
  ),
);

/** What becomes of the copy by mail: `queued` also says that it has gone out. `withheld`: too many were asked for, so none is sent unless an admin says so. */
export const COPY_STATES = ["none", "queued", "withheld"] as const;
export type CopyState = (typeof COPY_STATES)[number];

/** The answer to a signature: 201 when recorded now, 200 when the same one was recorded before. */
export const SignResponse = v.object({
  id: Id,
  /** Names, in the order of the request. */
  participants: v.array(v.string()),
  signed_at: Instant,
  received_at: Instant,
  waiver_version: v.string(),
  record_sha256: v.string(),
  /** Missing in answers from before. */
  copy: v.optional(wordOrNewer(COPY_STATES)),
});
export type SignResponse = v.InferOutput<typeof SignResponse>;
