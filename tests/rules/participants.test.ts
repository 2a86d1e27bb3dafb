import { describe, expect, it } from "vitest";

import { ageOn, checkParticipants, foldName, matchSignatures, patronIdOf } from "../../rules/waiver/participants.ts";

const DAY = "2026-05-23";
const ANN = { name: "Ann Doe", birth_date: "1990-01-01" };
const KIM = { name: "Kim Doe", birth_date: "2010-01-01" };
const SELF = { name: "Ann Doe", relationship: null };
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
const PARENT = { name: "Ann Doe", relationship: "Parent" };

describe("an age", () => {
  it.each([
    ["2008-05-23", "2026-05-23", 18],
    ["2008-05-24", "2026-05-23", 17],
    ["2008-05-22", "2026-05-23", 18],
    ["2008-02-29", "2026-02-28", 17],
    ["2008-02-29", "2026-03-01", 18],
  ])("of somebody born %s is on %s %d", (born, day, age) => {
    expect(ageOn(born, day)).toBe(age);
  });
});

describe("who signs", () => {
  const codes = (...check: Parameters<typeof checkParticipants>) =>
    checkParticipants(...check).map(({ field, code }) => `${field} ${code}`);

  it("is an adult for themself, a parent for children, aboard or ashore", () => {
    expect(codes([ANN], SELF, DAY)).toEqual([]);
    expect(codes([ANN, KIM], PARENT, DAY)).toEqual([]);
    expect(codes([KIM, { ...KIM, name: "Kai Doe" }], PARENT, DAY)).toEqual([]);
    expect(codes([KIM, { ...ANN, name: "ánn  DOE" }], PARENT, DAY)).toEqual([]);
  });

  it("is never a minor, and no other adult, up to the day", () => {
    expect(codes([KIM], { name: "Kim Doe", relationship: null }, DAY)).toEqual([
      "participants.0.name minor-alone",
      "signer.relationship relationship-missing",
    ]);
    expect(codes([ANN, { ...KIM, birth_date: "2008-05-23" }], SELF, DAY)).toEqual([
      "participants.1.birth_date second-adult",
    ]);
    expect(codes([ANN, { ...KIM, birth_date: "2008-05-24" }], PARENT, DAY)).toEqual([]);
    expect(codes([{ ...ANN, name: "Bob" }], SELF, DAY)).toEqual(["participants.0.birth_date second-adult"]);
  });

  it("says what they are to the children, and only then", () => {
    expect(codes([ANN, KIM], SELF, DAY)).toEqual(["signer.relationship relationship-missing"]);
    expect(codes([ANN], PARENT, DAY)).toEqual(["signer.relationship relationship-extra"]);
  });

  it("names nobody twice", () => {
    expect(codes([ANN, KIM, { ...KIM, name: "KIM DOE" }], PARENT, DAY)).toEqual(["participants.2.name same-name"]);
  });

  it.each([
    ["2026-05-24", "born-after-charter"],
    ["1890-01-01", "born-too-early"],
  ])("is nobody born %s", (birth_date, code) => {
    expect(codes([{ ...ANN, birth_date }], SELF, DAY)).toContain(`participants.0.birth_date ${code}`);
  });
});

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

  it("looks past accents, case, punctuation and doubled spaces", () => {
    expect(foldName("  José  O'Neil-Smith ")).toBe(foldName("jose o neil smith"));
  });

  it("gives each signature to one patron and keeps the unlisted", () => {
    const { lines, unlisted } = matchSignatures(
      [patron("José Díaz"), patron("Ann Lee"), patron("Ann Lee")],
      [signature("ann lee"), signature("jose diaz"), signature("Stranger")],
    );
    expect(lines.map((line) => line.signature?.participant)).toEqual(["jose diaz", "ann lee", undefined]);
    expect(unlisted.map((one) => one.participant)).toEqual(["Stranger"]);
  });
});
