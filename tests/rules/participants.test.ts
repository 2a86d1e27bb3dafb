import { describe, expect, it } from "vitest";

import { ageOn, checkParticipants } from "../../rules/waiver/participants.ts";

const DAY = "2026-05-23";
const ANN = { name: "Ann Doe", birth_date: "1990-01-01" };
const KIM = { name: "Kim Doe", birth_date: "2010-01-01" };
const SELF = { name: "Ann Doe", relationship: null };
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
