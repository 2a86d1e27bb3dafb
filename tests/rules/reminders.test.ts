import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  REMINDER_KINDS,
  reminderAt,
  remindersDue,
  startOf,
  type RemindedCharter,
  type RemindedPatron,
} from "../../rules/mail/reminders.ts";
import { PERIODS } from "../../rules/contract/slug.ts";

const ZONE = "America/New_York";
const CHARTER: RemindedCharter = {
  date: "2026-05-23",
  period: "afternoon",
  starts_at: "14:00",
  status: "open",
  departed: false,
};
const JANE: RemindedPatron = { id: "jane", name: "Jane Doe", email: "jane@example.com", reminded: {} };
const NOBODY_STOPPED: ReadonlySet<string> = new Set();
const HOUR_MS = 3_600_000;

/** The reminders due some hours before the start. */
function due(
  hoursLeft: number,
  parts: Partial<RemindedCharter> = {},
  patrons: readonly RemindedPatron[] = [JANE],
  signed: readonly string[] = [],
) {
  const charter = { ...CHARTER, ...parts };
  const now = new Date(startOf(charter, ZONE).getTime() - hoursLeft * HOUR_MS);
  const facts = {
    manifest: patrons,
    signatures: signed.map((participant) => ({ participant })),
    optedOut: NOBODY_STOPPED,
  };
  return remindersDue(charter, facts, ZONE, now).map(({ patron, kind }) => `${patron.id} ${kind}`);
}

describe("A reminder", () => {
  it("is due a day before, again two hours before, and not once the charter has started", () => {
    expect([25, 24.01, 24, 2.01, 2, 0.01, 0, -1].map((hours) => due(hours))).toEqual([
      [],
      [],
      ["jane day"],
      ["jane day"],
      ["jane hours"],
      ["jane hours"],
      [],
      [],
    ]);
  });

  it("counts from the assumed start of the part of the day where no start is set", () => {
    expect(startOf({ ...CHARTER, starts_at: "" }, ZONE).toISOString()).toBe("2026-05-23T17:00:00.000Z");
    const starts = PERIODS.map((period) => startOf({ ...CHARTER, period, starts_at: "" }, ZONE).getTime());
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
  });

  it("goes to nobody who signed, whatever the case and accents of the name", () => {
    expect(due(20, {}, [{ ...JANE, name: "José  Núñez" }], ["jose nunez"])).toEqual([]);
  });

  it("goes to the second of two patrons of one name while one has signed", () => {
    expect(due(20, {}, [JANE, { ...JANE, id: "jane2" }], ["Jane Doe"])).toEqual(["jane2 day"]);
  });

  it("goes to nobody without an address, and to nobody who stopped them", () => {
    expect(due(20, {}, [{ ...JANE, email: null }])).toEqual([]);
    const facts = { manifest: [JANE], signatures: [], optedOut: new Set(["jane@example.com"]) };
    expect(remindersDue(CHARTER, facts, ZONE, new Date("2026-05-23T12:00:00.000Z"))).toEqual([]);
  });

  it("is not sent for a charter that was canceled or has left the dock", () => {
    expect([due(20, { status: "canceled" }), due(1, { departed: true })]).toEqual([[], []]);
  });

  it("that comes late, to who was added late, keeps the second one an hour away", () => {
    const now = startOf(CHARTER, ZONE).getTime();
    const reminded = { day: new Date(now - 2.05 * HOUR_MS).toISOString() };
    expect([1.95, 1.06, 1.05].map((hours) => due(hours, {}, [{ ...JANE, reminded }]))).toEqual([
      [],
      [],
      ["jane hours"],
    ]);
  });

  it("counts real hours over the change of clocks", () => {
    const spring = { ...CHARTER, date: "2026-03-08", period: "morning", starts_at: "08:00" } as const;
    // 24 hours before 8:00 EDT it was 7:00 EST.
    expect(startOf(spring, ZONE).toISOString()).toBe("2026-03-08T12:00:00.000Z");
    expect(reminderAt(spring, ZONE, new Date("2026-03-07T11:59:59.999Z"))).toBeUndefined();
    expect(reminderAt(spring, ZONE, new Date("2026-03-07T12:00:00.000Z"))).toBe("day");
    const autumn = { ...spring, date: "2026-11-01" };
    expect(startOf(autumn, ZONE).toISOString()).toBe("2026-11-01T13:00:00.000Z");
    expect(reminderAt(autumn, ZONE, new Date("2026-11-01T11:00:00.000Z"))).toBe("hours");
  });

  it("comes at most once of each kind and never two within an hour, whenever anybody looks", () => {
    const minutes = fc.array(fc.integer({ min: -1_800, max: 60 }), { maxLength: 60 });
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(
        minutes,
        fc.option(time, { nil: "" }),
        fc.constantFrom("2026-03-08", "2026-05-23", "2026-11-01"),
        (looks, starts_at, date) => {
          const charter = { ...CHARTER, date, starts_at };
          const start = startOf(charter, ZONE).getTime();
          let patron = JANE;
          const sent: { kind: string; at: number }[] = [];
          for (const minute of [...looks].sort((a, b) => a - b)) {
            const now = new Date(start + minute * 60_000);
            const facts = { manifest: [patron], signatures: [], optedOut: NOBODY_STOPPED };
            for (const { kind } of remindersDue(charter, facts, ZONE, now)) {
              sent.push({ kind, at: now.getTime() });
              patron = { ...patron, reminded: { ...patron.reminded, [kind]: now.toISOString() } };
            }
          }
          for (const kind of REMINDER_KINDS)
            expect(sent.filter((one) => one.kind === kind).length).toBeLessThanOrEqual(1);
          expect(sent.every(({ at }) => at < start && start - at <= 24 * HOUR_MS)).toBe(true);
          expect(sent.length < 2 || (sent[1]?.at ?? 0) - (sent[0]?.at ?? 0) >= HOUR_MS).toBe(true);
          const inLastHour = looks.some((minute) => minute >= -60 && minute < 0);
          if (inLastHour) expect(sent.some(({ kind }) => kind === "hours") || sent.length === 1).toBe(true);
        },
      ),
    );
  });
});
