import { expect, it } from "vitest";

import { summarizeSignatures, type StoredSignature } from "../../lambda/charter/signatureRecord.ts";
import { seeEvent } from "../../lambda/charter/partly.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { toDetail } from "../../lambda/events/views.ts";
import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import { CHARTER_BUDGETS, ITEM_BYTES_MAX } from "../../rules/contract/budgets.ts";
import { NAME_MAX } from "../../rules/contract/api/fields.ts";
import { PATRONS_MAX } from "../../rules/contract/api/event.ts";
import { PARTICIPANTS_MAX, PHONE_MAX } from "../../rules/contract/api/signing.ts";
import { matchSignatures, patronIdOf } from "../../rules/manifest/whoHasSigned.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { idOf } from "./support/harness.ts";

const SLUG = "2026-05-23-jane-afternoon";
const AT = "2026-05-23T18:00:00.000Z";
/** What one invocation may answer, in bytes. Source: Lambda quotas, "Invocation payload". */
const ANSWER_BYTES_MAX = 6 * 1024 * 1024;

/** As many records of ten as a charter takes people in a month. */
const { kept, openMonth } = SIGNING_LIMITS.charter;
const RECORDS_MAX = (kept.max + openMonth.max) / PARTICIPANTS_MAX;

/** As many bytes as a name of the form may have: three for each of its characters. */
function fatName(number: number): string {
  const text = String(number).replace(/\d/g, (digit) => String.fromCodePoint(0x4e00 + Number(digit)));
  return text.padStart(NAME_MAX, "驫");
}

/** A record as fat as the form takes it: ten children of a guardian, each with the longest name. */
function fatRecord(number: number): StoredSignature {
  return {
    slug: SLUG,
    id: idOf(number),
    participants: Array.from({ length: PARTICIPANTS_MAX }, (_, nth) => ({
      name: fatName(number * PARTICIPANTS_MAX + nth),
      birth_date: "2020-01-01",
    })),
    signer: { name: fatName(1_000_000 + number), relationship: "parent" },
    emergency_contact: { name: fatName(2_000_000 + number), phone: `${"驫".repeat(PHONE_MAX - 7)}5550142` },
    signed_at: AT,
    received_at: new Date(Date.parse(AT) + number).toISOString(),
    waiver_version: "2026-05-01",
    language: "en",
    place: "own-device",
    record_sha256: "a".repeat(64),
  };
}

/** `counting`: whether what was signed counts, or had to be signed again. */
function fatCharter(listed: number, counting = true) {
  const records = Array.from({ length: RECORDS_MAX }, (_, number) => fatRecord(number));
  const signed = summarizeSignatures(records, SLUG);
  const patrons = Array.from({ length: listed }, (_, number) => {
    // One of each record.
    const name = fatName(number * PARTICIPANTS_MAX + (number % PARTICIPANTS_MAX));
    return [idOf(`patron ${String(number)}`), { name, email: `${"a".repeat(240)}@example.com`, added_at: AT }] as const;
  });
  return toDetail(
    {
      event: seeEvent({ ...eventKey(SLUG), patrons: Object.fromEntries(patrons) }),
      state: "",
      signatures: counting ? signed : [],
      lapsed: counting ? [] : signed,
      records: records.length,
      broken: 0,
      signatureMails: { queued: 0, failed: 0, failedOn: [] },
    },
    new Set(),
    { currency: "USD", withoutAccount: () => [], nameOf: () => undefined },
  );
}

it("A charter that was signed as often, and at as great length, as a month takes is answered in a third of what Lambda may answer", () => {
  const bytes = Buffer.byteLength(JSON.stringify(fatCharter(PATRONS_MAX)));
  // The other parts of its item, each full.
  const rest = ITEM_BYTES_MAX - CHARTER_BUDGETS.patrons.bytes;
  expect(bytes + rest).toBeLessThan(ANSWER_BYTES_MAX / 3);
});

it("It shows everybody on the list as signed, and counts all who are not shown", () => {
  const detail = fatCharter(PATRONS_MAX);
  const people = RECORDS_MAX * PARTICIPANTS_MAX;
  const { lines, unlisted } = matchSignatures(detail.manifest, detail.signatures);
  expect(lines.filter(({ signature }) => signature === undefined)).toEqual([]);
  expect([detail.signed, lines.length + unlisted.length + detail.signatures_more]).toEqual([people, people]);
  const others = unlisted.length - 2 + detail.signatures_more;
  expect(assessDeparture(detail).reasons.map(({ text }) => text)).toContainEqual(
    expect.stringContaining(`and ${String(others)} others signed but are not on the list.`),
  );
});

it("It counts all who signed before it was moved and are not shown", () => {
  const { signatures_lapsed: lapsed, signatures_lapsed_more: more } = fatCharter(PATRONS_MAX, false);
  expect(lapsed.length + more).toBe(RECORDS_MAX * PARTICIPANTS_MAX);
  expect(more).toBeGreaterThan(0);
});

it("Whoever is put on the list from there has one id, whichever of their record's lines are shown", () => {
  const all = summarizeSignatures([fatRecord(1)], SLUG);
  for (const one of all) expect(patronIdOf(one, [one])).toBe(patronIdOf(one, all));
});
