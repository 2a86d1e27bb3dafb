import { describe, expect, it } from "vitest";

import { countSigned, matchSignatures, patronIdOf } from "../../rules/manifest/whoHasSigned.ts";

const AT = "2026-05-23T18:00:00.000Z";
const SUMMARY = {
  id: "00000000-0000-4000-8000-000000000000",
  participant: "Ann",
  minor: false,
  guardian: null,
  signed_at: AT,
  received_at: AT,
  waiver_version: "1",
  emergency_contact: { name: "Ed", phone: "555 010 0199" },
  language: "en",
  place: "own-device",
  record_sha256: "",
} as const;

describe("a signature's participants", () => {
  it("get ids of their own as patrons, the same each time", () => {
    const lines = ["Ann", "Kim", "Kai"].map((participant) => ({ ...SUMMARY, participant }));
    const ids = lines.map((line) => patronIdOf(line, lines));
    expect(ids).toEqual(["0", "1", "2"].map((last) => SUMMARY.id.slice(0, -1) + last));
  });
});

describe("matching signatures to the manifest", () => {
  const patron = (name: string) => ({ id: name, name, aboard_at: null });
  const signature = (participant: string) => ({ ...SUMMARY, id: participant, participant });

  it("gives each signature to one patron and keeps the unlisted", () => {
    const { lines, unlisted } = matchSignatures(
      [patron("José Díaz"), patron("Ann Lee"), patron("Ann Lee")],
      [signature("ann lee"), signature("jose diaz"), signature("Stranger")],
    );
    expect(lines.map((line) => line.signature?.participant)).toEqual(["jose diaz", "ann lee", undefined]);
    expect(unlisted.map((one) => one.participant)).toEqual(["Stranger"]);
  });
});

describe("counting who has signed", () => {
  it("counts somebody who signed twice, however they write themselves, as one", () => {
    expect(countSigned([])).toBe(0);
    expect(countSigned(["José Díaz", "jose  diaz", "Ann Lee"])).toBe(2);
  });
});
