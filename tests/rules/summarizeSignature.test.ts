import { expect, it } from "vitest";

import { summarizeSignature } from "../../rules/waiver/summarizeSignature.ts";

const SHARED = {
  id: "s",
  emergency_contact: { name: "Ed", phone: "555 010 0199" },
  signed_at: "2026-05-23T18:00:00.000Z",
  received_at: "2026-05-23T18:00:00.000Z",
  waiver_version: "1",
  language: "en",
  place: "kiosk",
  record_sha256: "",
} as const;

it("shows each participant with who signed for a minor, by the day of the charter, and without a date of birth", () => {
  const family = [
    { name: "Ann", birth_date: "1990-04-27" },
    { name: "Kim", birth_date: "2008-05-24" },
  ];

  expect(summarizeSignature(SHARED, family, { name: "Ann", relationship: "Parent" }, "2026-05-23")).toEqual([
    { ...SHARED, participant: "Ann", nth: 0, minor: false, guardian: null },
    { ...SHARED, participant: "Kim", nth: 1, minor: true, guardian: "Ann" },
  ]);
  expect(summarizeSignature(SHARED, family, { name: "Ann", relationship: "Parent" }, "2026-05-24")[1]?.minor).toBe(
    false,
  );
});
