import * as v from "valibot";
import { describe, expect, it } from "vitest";

import type { EventResponse } from "../../rules/contract/api/event.ts";
import type { ApiResult } from "../../site/api/apiFetch.ts";
import type { Call } from "../../site/client/asking.ts";
import { createCharters } from "../../site/client/charters.ts";
import type { Kept } from "../../site/kiosk/kept.ts";
import { makeReady } from "../../site/month/makeReady.ts";
import { charter } from "./support.ts";

const read = (keptAt?: string): ApiResult<EventResponse> => ({
  ok: true,
  status: 200,
  data: { event: charter() },
  ...(keptAt === undefined ? {} : { keptAt }),
});

/** Makes a device ready that reads each charter so, and keeps its waiver so. */
function ready(charters: Readonly<Record<string, ApiResult<EventResponse>>>, kept: Kept = "all") {
  const call: Call = ({ path, answer }) => {
    const known = charters[path.split("/").at(-1) ?? ""] ?? { ok: false, kind: "offline" };
    return Promise.resolve(known.ok ? { ...known, data: v.parse(answer, known.data) } : known);
  };
  return makeReady({ call, charters: createCharters(call) }, Object.keys(charters), "America/New_York", () =>
    Promise.resolve(kept),
  );
}

describe("making a device ready", () => {
  it("says so where all of it came now", async () => {
    expect(await ready({ jane: read(), omar: read() })).toEqual({
      ready: true,
      text: "Ready: today’s charters and their waivers are on this device.",
    });
  });

  it("says from when it is what is kept, where nothing came", async () => {
    const charters = {
      jane: read("2026-05-23T18:00:00.000Z"),
      omar: read("2026-05-23T13:30:00.000Z"),
      kay: read(),
    };
    expect(await ready(charters)).toEqual({
      ready: true,
      text: "Ready with what was kept before: the charters are as of May 23, 9:30 AM. Press again where there is a signal.",
    });
  });

  it("promises nothing where a charter is missing, or nothing is kept", async () => {
    expect(await ready({ jane: read(), omar: { ok: false, kind: "offline" } })).toMatchObject({
      ready: false,
      text: "Not all of it is here. Try again where the signal is better.",
    });
    const text = "Nothing is kept here, as in a private window: this page works only with a signal.";
    expect(await ready({ jane: read() }, "nothing")).toEqual({ ready: false, text });
  });
});
