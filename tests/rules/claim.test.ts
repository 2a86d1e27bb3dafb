import { describe, expect, it } from "vitest";

import { believedInstant, judgeClaim } from "../../rules/time/claim.ts";

const RECEIVED = "2026-03-08T18:00:00.000Z";

describe("A device's word", () => {
  it.each([
    ["agrees", "2026-03-08T17:58:01.000Z"],
    ["agrees", "2026-03-08T18:01:59.000Z"],
    ["apart", "2026-03-08T17:58:00.000Z"],
    // A phone that was without a signal over the day on which clocks go forward: an instant has no hour to lose.
    ["apart", "2026-03-07T18:00:01.000Z"],
    ["apart", "2026-03-09T17:59:59.999Z"],
    ["doubtful", "2026-03-07T18:00:00.000Z"],
    ["doubtful", "2026-03-09T18:00:00.000Z"],
    ["doubtful", "2016-01-01T12:00:00.000Z"],
    ["doubtful", "+275760-09-13T00:00:00.000Z"],
    ["doubtful", "no instant"],
  ])("%s: %s", (standing, claimed) => {
    expect(judgeClaim(claimed, RECEIVED)).toBe(standing);
  });

  it("is believed of what was done before it was told, and within a day", () => {
    expect(believedInstant("2026-03-08T12:00:00.000Z", RECEIVED)).toBe("2026-03-08T12:00:00.000Z");
    for (const claimed of ["2026-03-08T18:00:01.000Z", "2016-01-01T12:00:00.000Z", "2099-01-01T00:00:00.000Z"])
      expect(believedInstant(claimed, RECEIVED)).toBe(RECEIVED);
  });
});
