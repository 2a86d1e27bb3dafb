import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { HistoryLine } from "../../rules/contract/api/history.ts";
import { LedgerEntry, Payment } from "../../rules/contract/api/payment.ts";
import { EventDetail } from "../../rules/contract/api/event.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import type { Newer } from "../../rules/contract/newer.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { conflictsOf } from "../../rules/crew/conflicts.ts";
import { asksFor } from "../../rules/departure/asksFor.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { checkCorrection, dockOf } from "../../rules/departure/state.ts";
import { holdsAll } from "../../rules/holdsAll.ts";
import { reminderAt } from "../../rules/mail/reminders.ts";
import { expectedCash, movementsOfDay, newerOfDay } from "../../rules/money/closeout.ts";
import {
  balanceOf,
  decideRefund,
  decideReversal,
  movementsOf,
  paidCents,
  totalByMethod,
  uncountedEntries,
} from "../../rules/money/ledger.ts";
import { ledgerRows } from "../../rules/money/ledgerRows.ts";
import { charter, idOf, NOW } from "../site/support.ts";

const recorded = { timestamp: NOW, recorded_by: "ada@example.com", recorded_at: NOW };
const paid = { patron: "Jane", amount_cents: 10_000, currency: "USD", method: "cash", note: "" };
const payment = (id: number, part: object = {}): LedgerEntry =>
  v.parse(LedgerEntry, { kind: "payment", id: idOf(id), ...paid, ...recorded, ...part });
/** Money of a sort that only a later version knows; what it names is somewhere in it. */
const voucher = {
  kind: "voucher",
  id: idOf(9),
  about: { entries: [idOf(1)] },
  worth_cents: 2_000,
  ...recorded,
} as unknown as LedgerEntry;
const newer = (word: string): Newer =>
  v.parse(
    v.custom<Newer>((given) => given === word),
    word,
  );

describe("A ledger with entries of a newer version", () => {
  const ledger = [payment(1), payment(2, { method: "shells" }), payment(3, { purpose: "raffle" }), voucher];

  it("is summed as far as it is known, says what is not, and takes what is paid from the stored total", () => {
    expect(balanceOf(ledger)).toBe(20_000);
    expect(balanceOf(ledger, "tip")).toBe(0);
    expect(uncountedEntries(ledger).map(({ id }) => id)).toEqual([idOf(3), idOf(9)]);
    expect(paidCents(ledger, 18_000)).toBe(18_000);
    expect(paidCents(ledger.slice(0, 2), 18_000)).toBe(20_000);
    expect(totalByMethod(movementsOf(ledger)).map(({ method, charter_cents }) => [method, charter_cents])).toEqual([
      ["cash", 10_000],
      ["shells", 10_000],
    ]);
  });

  it("refuses to correct what the newer version wrote or wrote about, and nothing else", () => {
    const refund = (id: number) => decideRefund(ledger, { payment: idOf(id), amount_cents: 1_000 });
    const reversal = (id: number) => decideReversal(ledger, { entry: idOf(id) });
    expect([1, 2, 3, 9].map((id) => [refund(id), reversal(id)])).toEqual([
      [
        { ok: false, reason: "newer" },
        { ok: false, reason: "newer" },
      ],
      [
        { ok: true, change_cents: -1_000 },
        { ok: true, change_cents: -10_000 },
      ],
      [
        { ok: false, reason: "newer" },
        { ok: false, reason: "newer" },
      ],
      [
        { ok: false, reason: "newer" },
        { ok: false, reason: "newer" },
      ],
    ]);
  });

  it("has its cash in the closeout of its day, which names what it cannot count, as does the export", () => {
    const charters = [{ slug: "2026-05-23-jane-afternoon", ledger }];
    const day = movementsOfDay(charters, "2026-05-23", "America/New_York");
    expect(expectedCash(day).map(({ expected_cents }) => expected_cents)).toEqual([20_000]);
    expect(newerOfDay(charters, "2026-05-23", "America/New_York").map(({ entry }) => entry.id)).toEqual([idOf(9)]);
    const row = ledgerRows(charters, "2026-05-23", "2026-05-23", "America/New_York").find(({ id }) => id === idOf(9));
    expect(row).toMatchObject({
      kind: "voucher",
      amount: "",
      note: expect.stringContaining("newer version") as string,
    });
  });
});

describe("A departure entry of a newer version", () => {
  const by = { at: NOW, received_at: NOW, by: "ada@example.com", name: "Ada" };
  const towed = v.parse(DepartureEntry, { kind: "towed", id: idOf(7), port: "Mystic", ...by });

  it("departs nobody, brings nobody back, cannot be taken back, and is no retry of anything", () => {
    expect(dockOf([towed])).toBeUndefined();
    expect(checkCorrection([towed], idOf(7))).toBe("unknown-entry");
    const back = { kind: "back", id: idOf(7), at: NOW, count: 0, reason: "" } as const;
    expect(asksFor(back, towed)).toBe(false);
  });
});

describe("A charter with a status of a newer version", () => {
  const postponed = newer("postponed");

  it("may depart with a caution that names it", () => {
    const { reasons } = assessDeparture({ ...charter(), status: postponed });
    expect(reasons.find(({ text }) => text.includes("postponed"))).toMatchObject({ weight: "caution" });
    expect(assessDeparture(charter()).reasons.some(({ text }) => text.includes("status"))).toBe(false);
  });

  it("keeps its crew from other charters, and mails no patron", () => {
    const sailing = { ...charter(), crew: ["ada@example.com"], status: postponed };
    const other = { slug: undefined, date: sailing.date, period: sailing.period, starts_at: "" };
    expect(conflictsOf("ada@example.com", other, [sailing], { answer: null, note: "" })).toHaveLength(1);
    const reminded = { date: "2026-05-23", period: "afternoon", starts_at: "", departed: false } as const;
    const before = new Date("2026-05-23T13:00:00.000Z");
    expect(reminderAt({ ...reminded, status: "open" }, "America/New_York", before)).toBe("day");
    expect(reminderAt({ ...reminded, status: postponed }, "America/New_York", before)).toBeUndefined();
  });
});

describe("The history of a charter", () => {
  it("tells of what is newer that it is, by whom and when, among all the rest", () => {
    const told = { at: NOW, by: "ada@example.com", name: "Ada" };
    const event = v.parse(EventDetail, {
      ...charter(),
      history: [v.parse(HistoryLine, { kind: "repainted", color: "blue", ...told })],
      ledger: [voucher],
      departures: [{ kind: "towed", id: idOf(7), ...told, received_at: NOW }],
    });
    expect(
      historyOf(event)
        .map(({ text }) => text)
        .sort(),
    ).toEqual([
      "Ada did something that a newer version of this program tells of (repainted).",
      "Ada recorded something that a newer version of this program tells of (towed).",
      "Ada wrote an entry of a newer version (voucher).",
    ]);
  });
});

it("A role of a newer version may do nothing but what anybody may", () => {
  const rights = { role: newer("mate"), permissions: ["payments"] } as const;
  expect((["public", "crew", "admin", "payments"] as const).map((access) => mayUse(access, rights))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it("A retry is known by what was asked for, whatever a newer version stored beside it", () => {
  const asked = { id: "1", people: [{ name: "Jane" }], email: null };
  expect(holdsAll({ ...asked, people: [{ name: "Jane", size: "L" }], seal: "x" }, asked)).toBe(true);
  expect(holdsAll({ ...asked, people: [{ name: "Jane" }, { name: "Sam" }] }, asked)).toBe(false);
  expect(holdsAll({ ...asked, email: "a@b.co" }, asked)).toBe(false);
  expect(holdsAll({ id: "1", people: asked.people }, asked)).toBe(false);
  expect(holdsAll(undefined, asked)).toBe(false);
  expect(v.is(Payment, payment(1))).toBe(true);
});
