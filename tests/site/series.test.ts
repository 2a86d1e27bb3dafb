import { describe, expect, it } from "vitest";

import type { CreateEventRequest } from "../../rules/contract/api/event.ts";
import type { TypedCharter } from "../../site/charter/charterForm.ts";
import { beginSeries, createSeries, explainSeries } from "../../site/charter/series.ts";
import { charter } from "./support.ts";

const OFFLINE = { ok: false, kind: "offline" } as const;

function typed(date: string): TypedCharter {
  return { date, first_name: "Jane", period: "sunset", crew: [] };
}

/** A calendar that some days cannot be put on. */
function calendar(failing: Set<string>) {
  const requests: CreateEventRequest[] = [];
  return {
    requests,
    create: (request: CreateEventRequest) => {
      requests.push(request);
      const event = charter({ slug: `${request.date}-jane-sunset`, date: request.date });
      return Promise.resolve(
        failing.has(request.date) ? OFFLINE : ({ ok: true, status: 201, data: { event } } as const),
      );
    },
  };
}

describe("a series of charters", () => {
  const series = ["2026-05-02", "2026-05-09", "2026-05-16"].map(typed);

  it("is made in order, each under an id of its own, and answers the first", async () => {
    const { requests, create } = calendar(new Set());
    const result = await createSeries(series, beginSeries(), create);
    expect(result).toMatchObject({ ok: true, data: { event: { slug: "2026-05-02-jane-sunset" } } });
    expect(requests.map(({ date }) => date)).toEqual(series.map(({ date }) => date));
    expect(new Set(requests.map(({ id }) => id)).size).toBe(3);
  });

  it("ends where one fails, says how far it came, and goes on from there under the same id", async () => {
    const failing = new Set(["2026-05-09"]);
    const { requests, create } = calendar(failing);
    const begun = beginSeries();
    expect(await createSeries(series, begun, create)).toEqual(OFFLINE);
    expect(explainSeries(OFFLINE, begun.made.size, 3)?.detail).toMatch(/^1 of 3 are on the calendar, and stay\./);

    failing.clear();
    expect(await createSeries(series, begun, create)).toMatchObject({ ok: true });
    const dates = requests.map(({ date }) => date);
    expect(dates).toEqual(["2026-05-02", "2026-05-09", "2026-05-09", "2026-05-16"]);
    expect(requests[1]?.id).toBe(requests[2]?.id);
  });

  it("that made nothing says no more than what went wrong", () => {
    expect(explainSeries(OFFLINE, 0, 3)).toBeUndefined();
  });
});
