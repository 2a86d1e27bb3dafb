import { describe, expect, it } from "vitest";

import { isStillTrue, rosterMessages } from "../../rules/crew/roster.ts";

const before = {
  crew: ["ada@example.com", "cody@example.com"],
  status: "open",
  starts_at: "14:00",
  vessel: "Windward",
} as const;

describe("Who hears of a change", () => {
  it("is whoever came on and whoever went off, each once", () => {
    expect(
      rosterMessages(before, { ...before, crew: ["cody@example.com", "gil@example.com", "gil@example.com"] }),
    ).toEqual([
      { to: "gil@example.com", news: "assigned" },
      { to: "ada@example.com", news: "unassigned" },
    ]);
  });

  it("is everybody who stays, when the charter is canceled or reopened", () => {
    expect(rosterMessages(before, { ...before, status: "canceled" }).map(({ news }) => news)).toEqual([
      "canceled",
      "canceled",
    ]);
    expect(rosterMessages({ ...before, status: "canceled" }, { ...before, crew: ["ada@example.com"] })).toEqual([
      { to: "cody@example.com", news: "unassigned" },
      { to: "ada@example.com", news: "reopened" },
    ]);
  });

  it("is everybody who stays, when it sails at another hour or on another boat", () => {
    for (const part of [{ starts_at: "09:00" }, { vessel: "Petrel" }])
      expect(rosterMessages(before, { ...before, ...part, crew: ["ada@example.com", "gil@example.com"] })).toEqual([
        { to: "gil@example.com", news: "assigned" },
        { to: "cody@example.com", news: "unassigned" },
        { to: "ada@example.com", news: "changed" },
      ]);
  });

  it("is nobody, when the same people are in another order", () => {
    expect(rosterMessages(before, { ...before, crew: [...before.crew].reverse() })).toEqual([]);
  });
});

describe("News of the roster", () => {
  it("needs no mail any more once it was changed back", () => {
    const ada = (news: "assigned" | "unassigned" | "canceled" | "reopened" | "roster") => ({
      to: "ada@example.com",
      news,
    });
    const without = { crew: [], status: "open" } as const;
    const canceled = { ...before, status: "canceled" } as const;
    expect([isStillTrue(ada("assigned"), before), isStillTrue(ada("assigned"), without)]).toEqual([true, false]);
    expect([isStillTrue(ada("unassigned"), without), isStillTrue(ada("unassigned"), before)]).toEqual([true, false]);
    expect([isStillTrue(ada("canceled"), canceled), isStillTrue(ada("canceled"), before)]).toEqual([true, false]);
    expect([isStillTrue(ada("reopened"), before), isStillTrue(ada("reopened"), canceled)]).toEqual([true, false]);
    expect([isStillTrue(ada("roster"), canceled), isStillTrue(ada("roster"), without)]).toEqual([true, false]);
  });
});
