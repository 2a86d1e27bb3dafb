import { describe, expect, it } from "vitest";

import { runsOf } from "../../site/waiting/runs.ts";
import type { Entry } from "../../site/offline/entry.ts";

function entryOf(seq: number, slug: string): Entry {
  const write = {
    id: crypto.randomUUID(),
    slug,
    subjects: [],
    kind: "briefing",
    method: "POST" as const,
    path: "/",
    body: {},
    sentence: "Record the safety briefing",
    by: "",
    by_name: "",
    at: "2026-05-23T14:00:00.000Z",
  };
  return { seq, write, tries: 0, refusal: null };
}

describe("what waits to be sent", () => {
  it("is grouped by charter, in the order in which it is sent", () => {
    const entries = ["jane", "jane", "omar", "jane"].map((name, seq) => entryOf(seq, `2026-05-23-${name}-afternoon`));
    expect(runsOf(entries).map((run) => run.map(({ seq }) => seq))).toEqual([[0, 1], [2], [3]]);
    expect(runsOf([])).toEqual([]);
  });
});
