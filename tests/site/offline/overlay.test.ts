import * as v from "valibot";
import { describe, expect, it } from "vitest";

import type { DepartureRequest } from "../../../rules/contract/api/departing.ts";
import type { EventDetail } from "../../../rules/contract/api/event.ts";
import { LedgerEntry } from "../../../rules/contract/api/payment.ts";
import type { SignRequest } from "../../../rules/contract/api/waiver.ts";
import { decideDeparture } from "../../../rules/departure/entry.ts";
import { assessDeparture } from "../../../rules/departure/goNoGo.ts";
import { withWaiting } from "../../../site/offline/overlay.ts";
import type { Write } from "../../../site/offline/entry.ts";
import {
  addPatronsWrite,
  briefingWrite,
  changePatronWrite,
  departureWrite,
  paymentWrite,
  signatureWrite,
  type Author,
} from "../../../site/offline/writes.ts";
import { charter, idOf, NOW } from "../support.ts";
import { ME, SLUG } from "./support.ts";

const LATER = "2026-05-23T19:00:00.000Z";
const AUTHOR: Author = { by: ME, by_name: "Cody Crew", currency: "USD", newId: () => idOf(99) };
const CODY = { byline: { at: NOW, by: ME, name: "Cody Crew" }, nameOf: (email: string) => email };
const ZOE = {
  id: idOf(1),
  name: "Zoë Marsh",
  name_at: null,
  email: null,
  email_at: null,
  phone: null,
  phone_at: null,
  aboard_at: null,
  checked: null,
  listed_at: null,
  reminded_at: null,
  opted_out: false,
};
const PAYMENT = {
  id: idOf(5),
  event: SLUG,
  patron: "Zoë Marsh",
  purpose: "charter",
  amount_cents: 7_500,
  method: "cash",
  timestamp: NOW,
  note: "",
} as const;
const SIGNED: SignRequest = {
  id: idOf(7),
  waiver_version: "2026-05-01",
  language: "en",
  text_sha256: "a".repeat(64),
  email: null,
  consent: true,
  signed_at: NOW,
  place: "kiosk",
  participants: [
    { name: "Zoë Marsh", birth_date: "1990-04-27" },
    { name: "Mia Marsh", birth_date: "2015-01-02" },
  ],
  signer: { name: "Zoë Marsh", relationship: "Parent" },
  emergency_contact: { name: "Ed", phone: "555 010 0199" },
  signature: { method: "typed", text: "Zoë Marsh" },
};

function entries(...writes: readonly Write[]) {
  return writes.map((write, index) => ({ seq: index + 1, write, tries: 0, refusal: null }));
}

/** Zoe is aboard and has not signed: a no go, that somebody decides to leave on. */
const DOCKED = charter({
  manifest: [{ ...ZOE, aboard_at: NOW, checked: { at: NOW, received_at: NOW, by: ME } }],
  patrons: 1,
  aboard: 1,
  standing: "no-go",
});
const DEPARTED: Extract<DepartureRequest, { kind: "departed" }> = {
  kind: "departed",
  id: idOf(8),
  at: NOW,
  aboard: [ZOE.id],
  override: "Paper waivers",
};

describe("a charter with what waits", () => {
  it("shows added and checked patrons, a payment, a briefing and a signature before the server knows of them", () => {
    const shown = withWaiting(
      charter(),
      entries(
        addPatronsWrite(SLUG, { patrons: [{ id: ZOE.id, name: ZOE.name }], at: NOW }, AUTHOR),
        changePatronWrite(SLUG, ZOE, { at: LATER, aboard: true }, AUTHOR),
        paymentWrite(PAYMENT, AUTHOR),
        briefingWrite(SLUG, { given: true, at: NOW }, AUTHOR),
        signatureWrite(SLUG, SIGNED),
      ),
    );

    expect(shown.manifest).toEqual([{ ...ZOE, aboard_at: LATER, checked: { at: LATER, received_at: LATER, by: ME } }]);
    expect([shown.patrons, shown.aboard, shown.signed, shown.paid_cents, shown.balance_cents]).toEqual([
      1, 1, 2, 7_500, 7_500,
    ]);
    expect(shown.briefing).toMatchObject({ given: true, name: "Cody Crew" });
    expect([charter({ standing: "no-go" }).standing, shown.standing]).toEqual(["no-go", "caution"]);
    expect(
      shown.signatures.map(({ participant, minor, guardian, emergency_contact }) => [
        participant,
        minor,
        guardian,
        emergency_contact?.name,
      ]),
    ).toEqual([
      ["Zoë Marsh", false, null, "Ed"],
      ["Mia Marsh", true, "Zoë Marsh", "Ed"],
    ]);
  });

  it("shows nothing twice once the server has it, however often it is laid on", () => {
    const waiting = entries(
      addPatronsWrite(SLUG, { patrons: [{ id: ZOE.id, name: ZOE.name, aboard: true }], at: NOW }, AUTHOR),
      paymentWrite(PAYMENT, AUTHOR),
      signatureWrite(SLUG, SIGNED),
    );
    const once = withWaiting(charter(), waiting);

    expect(withWaiting(once, waiting)).toEqual(once);
  });

  it("lets a later check by another device stand", () => {
    const event = charter({
      manifest: [{ ...ZOE, checked: { at: LATER, received_at: LATER, by: "ada@example.com" } }],
    });

    expect(withWaiting(event, entries(changePatronWrite(SLUG, ZOE, { at: NOW, aboard: true }, AUTHOR))).aboard).toBe(0);
  });

  it("puts back where they stood whom a write before it takes off, and keeps when somebody went aboard first", () => {
    const event = charter({
      manifest: [
        { ...ZOE, aboard_at: NOW, checked: { at: NOW, received_at: NOW, by: ME } },
        { ...ZOE, id: idOf(2) },
      ],
    });
    const off = changePatronWrite(SLUG, ZOE, { at: NOW, listed: false }, AUTHOR);
    const on = changePatronWrite(SLUG, ZOE, { at: LATER, listed: true }, AUTHOR);
    const again = changePatronWrite(SLUG, ZOE, { at: LATER, aboard: true }, AUTHOR);

    const [first, second] = withWaiting(event, entries(off, on, again)).manifest;

    expect([first?.id, second?.id]).toEqual([ZOE.id, idOf(2)]);
    expect(first).toMatchObject({ listed_at: LATER, aboard_at: NOW, checked: { at: LATER } });
  });

  it("takes off, renames, and leaves what was refused, what belongs elsewhere and what it does not know", () => {
    const event = charter({ manifest: [ZOE], standing: "no-go" });
    const [refused] = entries(paymentWrite(PAYMENT, AUTHOR));
    const elsewhere = entries(paymentWrite({ ...PAYMENT, event: "2026-05-24-omar-sunset" }, AUTHOR));
    const unknown = entries({ ...briefingWrite(SLUG, { given: true, at: NOW }, AUTHOR), kind: "from-a-newer-build" });

    expect(
      withWaiting(event, entries(changePatronWrite(SLUG, ZOE, { at: NOW, name: "Zoe" }, AUTHOR))).manifest[0]?.name,
    ).toBe("Zoe");
    expect(
      withWaiting(event, entries(changePatronWrite(SLUG, ZOE, { at: NOW, listed: false }, AUTHOR))).manifest,
    ).toEqual([]);
    expect(
      withWaiting(event, refused === undefined ? [] : [{ ...refused, refusal: { title: "No", detail: "" } }]),
    ).toBe(event);
    expect(withWaiting(event, elsewhere)).toBe(event);
    expect(withWaiting(event, unknown)).toEqual({ ...event, patrons: 1 });
  });

  it("shows a departure, a return and a correction that wait as the server will record them", () => {
    const left = decideDeparture(DOCKED, DEPARTED, CODY);
    if (left.kind !== "changed") throw new Error("The departure of this test is refused.");
    const out = { ...DOCKED, departures: [left.entry] };
    const waiting: readonly (readonly [EventDetail, DepartureRequest])[] = [
      [DOCKED, DEPARTED],
      [out, { kind: "back", id: idOf(9), at: LATER, count: 1, reason: "" }],
      [out, { kind: "correction", id: idOf(9), at: LATER, entry: idOf(8), reason: "Slip" }],
    ];

    for (const [event, request] of waiting) {
      const decided = decideDeparture(event, request, CODY);
      if (decided.kind !== "changed") throw new Error(`The ${request.kind} of this test is refused.`);
      const { departures: shown, standing } = withWaiting(event, entries(departureWrite(SLUG, request, AUTHOR)));
      expect(standing).toBe({ departed: "departed", back: "back", correction: "no-go" }[request.kind]);
      expect(shown.slice(0, -1), request.kind).toEqual(event.departures);
      expect(shown.at(-1), request.kind).toMatchObject({ id: request.id, kind: request.kind, by: AUTHOR.by });
    }
  });

  it("judges a departure on what waits before it, and names the crew as far as anybody here knows them", () => {
    const docked = { ...DOCKED, crew: [ME, "bo@example.com", "di@example.com"] };
    const [paid, left] = [paymentWrite(PAYMENT, AUTHOR), departureWrite(SLUG, DEPARTED, AUTHOR)];
    const recorded = (...writes: readonly Write[]) =>
      withWaiting(docked, entries(...writes), new Map([["bo@example.com", "Bo Mate"]])).departures[0];

    const entry = recorded(paid, left);
    if (entry?.kind !== "departed") throw new Error("The departure of this test is refused.");
    expect(entry.reasons).toEqual(assessDeparture(withWaiting(docked, entries(paid))).reasons);
    expect(entry.reasons.map(({ text }) => text)).toContain("$525.00 is still due.");
    expect(entry.crew.map(({ name }) => name)).toEqual(["Cody Crew", "Bo Mate", "di@example.com"]);
    // As it was when they left.
    expect(recorded(left, paid)).toMatchObject({ reasons: assessDeparture(docked).reasons });
  });

  it("shows no second departure, and none that the server refuses", () => {
    const depart = (id: string, change: Partial<typeof DEPARTED>) =>
      departureWrite(SLUG, { ...DEPARTED, id, ...change }, AUTHOR);
    const shown = (...writes: readonly Write[]) => withWaiting(DOCKED, entries(...writes)).departures;

    expect(shown(depart(idOf(8), {}), depart(idOf(9), {})).map(({ id }) => id)).toEqual([idOf(8)]);
    expect(shown(depart(idOf(8), { override: null }))).toEqual([]);
    expect(shown(depart(idOf(8), { aboard: [] }))).toEqual([]);
  });

  it("takes a briefing back no more once a departure waits that relies on it", () => {
    const briefing = { given: true, at: NOW, received_at: NOW, by: ME, name: "Cody" };
    const docked = { ...DOCKED, briefing };
    const back = briefingWrite(SLUG, { given: false, at: LATER }, AUTHOR);

    expect(withWaiting(docked, entries(back)).briefing?.given).toBe(false);
    expect(withWaiting(docked, entries(departureWrite(SLUG, DEPARTED, AUTHOR), back)).briefing?.given).toBe(true);
  });
});

describe("a ledger into which a newer version wrote", () => {
  it("keeps the total that it came with, and what waits is added to that", () => {
    const voucher = { kind: "voucher", id: idOf(8), timestamp: NOW, recorded_by: ME, recorded_at: NOW };
    const event = charter({ ledger: [v.parse(LedgerEntry, voucher)], paid_cents: 70_000, balance_cents: 70_000 });
    const shown = withWaiting(event, entries(paymentWrite(PAYMENT, AUTHOR)));
    expect(shown.paid_cents).toBe(70_000 + PAYMENT.amount_cents);
  });
});

describe("a write", () => {
  it("says in a sentence what the person did", () => {
    const change = (body: object) => changePatronWrite(SLUG, ZOE, { at: NOW, ...body }, AUTHOR).sentence;

    expect([
      change({ aboard: true }),
      change({ aboard: false }),
      change({ listed: false }),
      change({ listed: true }),
      change({ name: "Zoe" }),
      change({ email: null }),
      change({ phone: null }),
      change({ name: "Zoe", email: null, phone: null }),
    ]).toEqual([
      "Check Zoë Marsh aboard",
      "Check Zoë Marsh ashore",
      "Take Zoë Marsh off the list",
      "Put Zoë Marsh back on the list",
      "Rename Zoë Marsh to Zoe",
      "Change the address of Zoë Marsh",
      "Change the phone number of Zoë Marsh",
      "Rename Zoë Marsh to Zoe, change the address of Zoë Marsh and change the phone number of Zoë Marsh",
    ]);
    const added = (...patrons: { name: string; aboard?: boolean }[]) =>
      addPatronsWrite(SLUG, { patrons: patrons.map((one, place) => ({ id: idOf(place), ...one })), at: NOW }, AUTHOR)
        .sentence;
    expect(added({ name: "Wal" }, { name: "Ben", aboard: false })).toBe("Add Wal and Ben to the list");
    expect(added({ name: "Wal", aboard: true })).toBe("Add Wal aboard");
    expect(added({ name: "Wal", aboard: true }, { name: "Ben" })).toBe("Add Ben to the list and Wal aboard");
    expect(paymentWrite({ ...PAYMENT, purpose: "tip" }, AUTHOR).sentence).toBe("Log a tip of $75.00 from Zoë Marsh");
    expect(signatureWrite(SLUG, SIGNED)).toMatchObject({
      sentence: "Waiver signed by Zoë Marsh for Zoë Marsh and Mia Marsh",
      by: "",
      body: SIGNED,
    });
    expect(signatureWrite(SLUG, { ...SIGNED, participants: SIGNED.participants.slice(0, 1) }).sentence).toBe(
      "Waiver signed by Zoë Marsh",
    );
  });
});
