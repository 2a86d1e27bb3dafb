import { describe, expect, it } from "vitest";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { ledgerLines } from "../../site/payments/ledgerLines.ts";
import { reminderNote, settle, wish, withWishes } from "../../site/manifest/wishes.ts";
import { isAsNew } from "../../site/month/laidLine.ts";
import { linesOf, sectionsOf } from "../../site/month/sections.ts";
import { charter, idOf, NOW, patron } from "./support.ts";

describe("the manifest", () => {
  const event = charter({ manifest: [patron(idOf(1), "Jane"), patron(idOf(2), "Sam", { aboard_at: NOW })], aboard: 1 });

  it("shows a check-in before the server has answered, and rolls it back by taking the wish away", () => {
    const wishes = wish(new Map(), idOf(1), true);

    const shown = withWishes(event, wishes, NOW);

    expect(shown.aboard).toBe(2);
    expect(shown.manifest[0]?.aboard_at).toBe(NOW);
    expect(withWishes(event, settle(wishes, idOf(1)), NOW)).toEqual(event);
  });

  it("keeps the other wish when one settles", () => {
    const wishes = wish(wish(new Map(), idOf(1), true), idOf(2), false);

    expect(withWishes(event, settle(wishes, idOf(1)), NOW).aboard).toBe(0);
  });
});

describe("what a patron who has not signed knows by mail", () => {
  const event = charter();
  const note = (part: Parameters<typeof patron>[2], of = event) =>
    reminderNote(patron(idOf(1), "Jane", part), of, "America/New_York");

  it("is said in a few words, so that nobody calls in vain", () => {
    expect(note({})).toBe("No e-mail, so no reminder");
    expect(note({ email: "jane@example.com" })).toBeUndefined();
    expect(note({ email: "jane@example.com", reminded_at: NOW })).toBe("Reminded May 23, 2:00 PM");
    expect(note({ email: "jane@example.com", opted_out: true })).toBe("Wants no reminders");
    expect(note({ email: "jane@example.com", opted_out: true, reminded_at: NOW })).toBe(
      "Reminded May 23, 2:00 PM · wants no more",
    );
  });

  it("is not said once the charter has left, or will not", () => {
    expect(note({}, charter({ standing: "departed" }))).toBeUndefined();
    expect(note({}, charter({ status: "canceled" }))).toBeUndefined();
  });
});

describe("the month list", () => {
  const events = ["2026-05-20", "2026-05-23", "2026-05-30"].map((date) => charter({ date }));

  it("puts today first, then what comes, then what was", () => {
    expect(
      sectionsOf({ events, broken: [] }, "2026-05-23", "2026-05").map(({ title, events: lines }) => [
        title,
        lines.map(({ date }) => date),
      ]),
    ).toEqual([
      ["Today", ["2026-05-23"]],
      ["Coming up", ["2026-05-30"]],
      ["Earlier this month", ["2026-05-20"]],
    ]);
  });

  it("shows an empty today in the current month, and plain lists in others", () => {
    expect(sectionsOf({ events: [], broken: [] }, "2026-05-23", "2026-05").map(({ title }) => title)).toEqual([
      "Today",
    ]);
    expect(sectionsOf({ events, broken: [] }, "2026-06-01", "2026-05").map(({ title }) => title)).toEqual([
      "All charters",
    ]);
    expect(sectionsOf({ events: [], broken: [] }, "2026-06-01", "2026-05")).toEqual([]);
  });
});

describe("a charter that cannot be read", () => {
  it("stands on its day, after those that can, and makes a month that is not empty", () => {
    const broken = [{ slug: "2026-05-20-omar-sunset", date: "2026-05-20" }];
    const events = ["2026-05-20", "2026-05-21"].map((date) => charter({ date, slug: `${date}-jane-afternoon` }));
    const shown = (part: Parameters<typeof sectionsOf>[0]) =>
      sectionsOf(part, "2026-06-01", "2026-05").flatMap((section) =>
        linesOf(section).map((line) => ("event" in line ? line.event.slug : `broken ${line.charter.slug}`)),
      );
    expect(shown({ events, broken })).toEqual([
      "2026-05-20-jane-afternoon",
      "broken 2026-05-20-omar-sunset",
      "2026-05-21-jane-afternoon",
    ]);
    expect(shown({ events: [], broken })).toEqual(["broken 2026-05-20-omar-sunset"]);
  });
});

describe("the ledger", () => {
  it("puts each reversal with its entry and names who a refund went to, newest first", () => {
    const recorded = { recorded_by: "captain@example.com", recorded_at: NOW, timestamp: NOW };
    const money = { ...recorded, amount_cents: 100, currency: "USD", method: "cash" } as const;
    const ledger: LedgerEntry[] = [
      { kind: "payment", id: idOf(1), patron: "Jane", purpose: "charter", note: "", ...money },
      { kind: "refund", id: idOf(2), payment: idOf(1), reason: "Rain", ...money },
      { kind: "reversal", id: idOf(3), entry: idOf(2), reason: "Wrong charter", ...recorded },
    ];

    expect(ledgerLines(ledger).map(({ entry, patron, reversal }) => [entry.id, patron, reversal?.reason])).toEqual([
      [idOf(2), "Jane", "Wrong charter"],
      [idOf(1), "Jane", undefined],
    ]);
  });
});

describe("a line of the month with what waits", () => {
  const [early, late] = ["2026-05-23T17:00:00.000Z", "2026-05-23T18:00:00.000Z"];
  const told = (keptAt: string | undefined, part: Partial<EventDetail> = {}) => ({ event: charter(part), keptAt });

  it("is of the charter that this device has, unless the list knows better", () => {
    expect(isAsNew(told(undefined, { aboard: 1 }), told(late))).toBe(true);
    expect(isAsNew(told(late, { aboard: 1 }), told(early))).toBe(true);
    expect(isAsNew(told(early), told(late))).toBe(true);
    for (const part of [{ aboard: 1 }, { patrons: 1 }, { paid_cents: 1 }, { status: "canceled" } as const]) {
      expect(isAsNew(told(early), told(late, part))).toBe(false);
      expect(isAsNew(told(early), told(undefined, part))).toBe(false);
    }
  });
});
