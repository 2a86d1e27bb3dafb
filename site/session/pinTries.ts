import * as v from "valibot";

import type { ApiResult } from "../api/apiFetch.ts";
import { problemOf } from "../api/failure.ts";
import { createKeeper } from "../device/keeper.ts";

const PinTries = v.object({ wrong: v.number(), at: v.number() });
type PinTries = v.InferOutput<typeof PinTries>;

/** After so many wrong PINs in a row each further one is waited for, longer each time, in ms. */
const FREE_TRIES = 4;
const WAIT_MS = 30_000;
const WAIT_MAX_MS = 15 * 60_000;

const keeper = createKeeper("scc-kiosk-tries", PinTries, () => localStorage);

/** Reads how often in a row a PIN was wrong on this device, and when last. */
export function readPinTries(): PinTries {
  return keeper.load() ?? { wrong: 0, at: 0 };
}

/** How long nobody may try, in ms. A clock that was set back makes nobody wait longer than that. */
export function waitFor({ wrong, at }: PinTries, now: number): number {
  if (wrong < FREE_TRIES) return 0;
  const wait = Math.min(WAIT_MAX_MS, WAIT_MS * 2 ** (wrong - FREE_TRIES));
  return Math.min(wait, Math.max(0, at + wait - now));
}

/** What came of a PIN. */
export const openPin = {
  right: (): ApiResult<true> => {
    keeper.clear();
    return { ok: true, status: 200, data: true };
  },
  wrong: (): ApiResult<true> => {
    keeper.save({ wrong: readPinTries().wrong + 1, at: Date.now() });
    return problemOf(
      "wrong-code",
      "That is not the PIN",
      "Ask an admin, or use your password where there is a signal.",
    );
  },
  tooOften: (waitMs: number): ApiResult<true> =>
    problemOf("throttled", "Too many tries", `Wait ${Math.ceil(waitMs / 1000)} seconds, then try again.`),
};
